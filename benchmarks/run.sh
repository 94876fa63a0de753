#!/usr/bin/env bash
# Measures DarkSwap beside its peers and prints one table; about 15 minutes on two cores.
#
#   benchmarks/run.sh                   everything, on JDK 17 and 25, into benchmarks/results
#   benchmarks/run.sh [--quick] [--jdk 17|25] [--row ROW]... [--jvm-option OPTION]... [--no-build]
#                                       a part, into benchmarks/target/results, which keeps its other rows;
#                                       --quick: one process for each measurement, and shorter warm-ups
#                                       --jvm-option: for every JVM measured; needs --jdk if only one JDK knows it
#
# Rows: scan atomic lock best mixed statistics orders batch list growth cold (as the classes of these names say).
#
# The peers: (a) the plain client, (b) the same engine on Chicory's own memory, (c) Node 20, (d) the engine's sources
# compiled natively, (e) exchange-core 0.5.3. Results: raw/ (JSON of every process), table.md, scaling.md, a chart (SVG)
# for each row. Times are medians of processes; run nothing else on the machine. It installs nothing; it needs
# Debian's clang-19, nodejs (20) and maven, and JDKs 17 and 25.
set -euo pipefail
cd "$(dirname "$0")/.."

rows=(scan atomic lock best mixed statistics orders batch list growth cold)
wanted=()
jvm_options=()
jdks=(17 25)
quick=
build=yes
results=benchmarks/results

usage() {
	sed -n '2,15p' "$0" >&2
	exit 2
}

while [ $# -gt 0 ]; do
	case "$1" in
	--quick) quick=yes ;;
	--no-build) build= ;;
	--jdk) jdks=("${2:?}"); shift ;;
	--jvm-option) jvm_options+=("${2:?}"); shift ;;
	--row) wanted+=("${2:?}"); shift ;;
	*) usage ;;
	esac
	results=benchmarks/target/results
	shift
done
[ ${#wanted[@]} -gt 0 ] || wanted=("${rows[@]}")
for row in "${wanted[@]}"; do
	[[ " ${rows[*]} " == *" $row "* ]] || usage
done

need() {
	command -v "$1" >/dev/null || {
		echo "run.sh: $1 is missing; on Debian: apt-get install $2" >&2
		exit 1
	}
}

# Prints the home of an installed JDK of the given version. All JDKs are beside the default one,
# and each has a file with its version.
jdk() {
	local default release
	default=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
	for release in "$default"/release "$(dirname "$default")"/*/release; do
		if [ -x "${release%/release}/bin/java" ] && grep -q "^JAVA_VERSION=\"$1[.\"]" "$release"; then
			echo "${release%/release}"
			return
		fi
	done
	echo "run.sh: no JDK $1 is installed beside the default one" >&2
	return 1
}

need javac openjdk-17-jdk-headless
need mvn maven
need clang-19 clang-19
need node nodejs
declare -A homes
for version in "${jdks[@]}"; do
	homes[$version]=$(jdk "$version")
done

jar=benchmarks/target/benchmarks.jar
module=darkswap-wasm-core/src/main/resources/darkswap-wasm/darkswap_wasm_bg.wasm
trades=benchmarks/target/trades.image
raw=$results/raw

if [ -n "$build" ]; then
	JAVA_HOME=$(jdk 17) mvn --batch-mode --no-transfer-progress --quiet -pl benchmarks -am package -DskipTests -Djacoco.skip
	benchmarks/native/build.sh benchmarks/target/native
fi

# Packages that exchange-core's libraries open by reflection on JDK 17 (Chronicle needs them).
opens=()
for package in java.lang java.lang.reflect java.io java.util java.nio sun.nio.ch jdk.internal.ref jdk.internal.misc; do
	opens+=(--add-opens "java.base/$package=ALL-UNNAMED")
done
# Small enough a young generation that warming up touches all of it and its pages stay where they are: some hypervisors
# reclaim idle pages, and the run would measure page faults.
heap=(-Xms2g -Xmx2g -Xmn128m)
processes=3
growing_books=2
cold_starts=5
jmh_options=(-foe false -prof gc -rf json)
if [ -n "$quick" ]; then
	processes=1
	growing_books=1
	cold_starts=2
	jmh_options+=(-f 1 -i 2)
fi

if [ "$results" = benchmarks/results ]; then
	rm -rf "$results"
fi
mkdir -p "$raw/none"

describe_machine() {
	local changes= version
	git diff --quiet HEAD -- . ':!benchmarks/results' || changes=' with changes'
	echo "$(date -u +%Y-%m-%d), commit $(git rev-parse --short HEAD)$changes${quick:+, a quick run}."
	echo "$(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)," \
		"$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), Linux $(uname -r)."
	for version in "${jdks[@]}"; do
		echo "$(sed -n 's/^IMPLEMENTOR="\(.*\)"/\1/p' "${homes[$version]}/release") JDK" \
			"$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "${homes[$version]}/release"),"
	done
	[ ${#jvm_options[@]} = 0 ] || echo "${jvm_options[*]},"
	echo "Node $(node --version), $(clang-19 --version | head -1)."
}
describe_machine >"$raw/machine.txt"

started=$SECONDS
say() { echo "run.sh: $((SECONDS - started)) s: $*" >&2; }

is_wanted() { [[ " ${wanted[*]} " == *" $1 "* ]]; }

# Measures the classes whose names are given: jmh VERSION ROW CLASSES
jmh() {
	local java=${homes[$1]}/bin/java
	mkdir -p "$raw/$1"
	"$java" -cp "$jar" org.openjdk.jmh.Main "^io\.darkswap\.benchmarks\.[a-z]+\.($3)Benchmark\.${4:-}" \
		"${jmh_options[@]}" -rff "$raw/$1/$2.json" \
		-jvmArgs "${heap[*]} ${opens[*]} ${jvm_options[*]} -Ddarkswap.benchmarks.trades=$trades" \
		>"$raw/$1/$2.log" 2>&1 || { tail -30 "$raw/$1/$2.log" >&2; exit 1; }
	# The JVM's path on this machine is irrelevant.
	sed -i '/^ *"jvm" : /d' "$raw/$1/$2.json"
	# JMH continues when a benchmark fails, as exchange-core's may.
	grep -A2 '^<failure>' "$raw/$1/$2.log" | grep -v '^<failure>\|^--\|^$' >&2 || true
}

# exchange-core's disruptor needs Chronicle, which looks for a method that JDK 25 no longer has
# (NoSuchMethodException: FileChannelImpl.unmap0). Its direct book runs on both.
disruptor_on() { [ "$1" = 25 ] || echo '|disruptor.*'; }

# Runs a program in so many processes: program DIRECTORY NAME COUNT COMMAND...
program() {
	local directory=$raw/$1 name=$2 count=$3 i
	shift 3
	mkdir -p "$directory"
	for ((i = 1; i <= count; i++)); do
		"$@" >"$directory/$name.$i.jsonl"
	done
}

java_program() {
	local version=$1 name=$2 count=$3
	shift 3
	program "$version" "$name" "$count" "${homes[$version]}/bin/java" "${opens[@]}" "${jvm_options[@]}" -cp "$jar" "$@"
}

# Alternates the kinds of cold starts, without options of the JVM that would disable an archive.
measure_cold_starts() {
	local version=$1 java=${homes[$1]}/bin/java archive=benchmarks/target/cold-$1.archive train use kind i
	local cold_start=("${jvm_options[@]}" -cp "$jar" io.darkswap.benchmarks.start.ColdStart)
	if [ "$version" -ge 25 ]; then
		train=-XX:AOTCacheOutput=$archive use=-XX:AOTCache=$archive
	else
		train=-XX:ArchiveClassesAtExit=$archive use=-XX:SharedArchiveFile=$archive
	fi
	mkdir -p "$raw/$version"
	rm -f "$archive"
	"$java" "$train" "${cold_start[@]}" archived >"$archive.log" 2>&1
	for ((i = 1; i <= cold_starts; i++)); do
		for kind in bundled compiled; do
			"$java" "${cold_start[@]}" "$kind" >"$raw/$version/cold.$kind.$i.jsonl"
		done
		"$java" "$use" "${cold_start[@]}" archived >"$raw/$version/cold.archived.$i.jsonl"
	done
}

measure_without_jdk() {
	if is_wanted scan || is_wanted statistics; then
		program none native.statistics "$processes" benchmarks/target/native/bench statistics
		program none node.statistics "$processes" node benchmarks/node/bench.mjs "$module" statistics
	fi
	if is_wanted orders; then
		program none native.orders "$processes" benchmarks/target/native/bench orders
		program none node.orders "$processes" node benchmarks/node/bench.mjs "$module" orders
	fi
	if is_wanted growth; then
		program none native.growth "$processes" benchmarks/target/native/bench growth
	fi
}

measure() {
	local version=$1 row=$2 kind
	case $row in
	scan) jmh "$version" "$row" Scan ;;
	atomic) jmh "$version" "$row" Atomic ;;
	lock) jmh "$version" "$row" Lock ;;
	best) jmh "$version" "$row" BestPrices ;;
	mixed) jmh "$version" "$row" Mixed ;;
	statistics) jmh "$version" "$row" Statistics ;;
	orders) jmh "$version" "$row" 'Orders|ExchangeCore' "(api|bare|direct$(disruptor_on "$version"))\$" ;;
	batch) jmh "$version" "$row" 'Batch|ExchangeCore' '(batch|singleCalls)$' ;;
	list) jmh "$version" "$row" List ;;
	growth)
		for kind in api bare exchange-core; do
			java_program "$version" "$kind.growth" "$growing_books" "${heap[@]}" io.darkswap.benchmarks.orders.BookGrowth "$kind"
		done
		;;
	cold) measure_cold_starts "$version" ;;
	esac
}

if is_wanted scan && { [ ! -f "$trades" ] || [ "$trades" -ot "$jar" ]; }; then
	"${homes[${jdks[0]}]}/bin/java" -cp "$jar" io.darkswap.benchmarks.history.TradesImage "$trades"
fi
say "what needs no JDK"
measure_without_jdk
for version in "${jdks[@]}"; do
	for row in "${wanted[@]}"; do
		say "$row on JDK $version"
		measure "$version" "$row"
	done
done
say "done"
"${homes[${jdks[0]}]}/bin/java" -cp "$jar" io.darkswap.benchmarks.report.Report "$results"
