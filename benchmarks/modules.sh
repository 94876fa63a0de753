#!/usr/bin/env bash
# Measures workers and the loading of modules of others, and prints the ratios beside their bars.
#
#   benchmarks/modules.sh [--old JAR] [DIRECTORY]
#
# DIRECTORY has the modules that darkswap-wasm-core/src/test/real-modules/fetch.sh fetches. JAR is the jar of an older
# darkswap-wasm-core, to compare the loading with; a module that one of both refuses is left out, and so are those with
# SIMD, which older builds did not compile. Run nothing else on the machine meanwhile. It needs
# benchmarks/target/benchmarks.jar.
set -euo pipefail
cd "$(dirname "$0")/.."
old=
if [ "${1:-}" = --old ]; then
	old=${2:?}
	shift 2
fi
directory=${1:-}
jar=benchmarks/target/benchmarks.jar
largest=1300000

java -cp "$jar" io.darkswap.benchmarks.modules.WorkerBars
echo "bars: at least 1.8 on two cores, at most 2.0"
if [ -n "$directory" ]; then
	out=benchmarks/target/module-loads
	mkdir -p "$out"
	java -cp "$jar" io.darkswap.benchmarks.modules.ModuleLoads "$directory" $largest >"$out/new.tsv"
	if [ -z "$old" ]; then
		cat "$out/new.tsv"
		exit
	fi
	java -cp "$old:$jar" io.darkswap.benchmarks.modules.ModuleLoads "$directory" $largest >"$out/old.tsv"
	median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
	join -t "$(printf '\t')" <(sort "$out/new.tsv") <(sort "$out/old.tsv") | grep -v -e NaN -e simd >"$out/both.tsv"
	column -t "$out/both.tsv"
	new=$(cut -f2 "$out/both.tsv" | median)
	before=$(cut -f3 "$out/both.tsv" | median)
	awk -v new="$new" -v old="$before" -v count="$(wc -l <"$out/both.tsv")" \
		'BEGIN { printf "median time to load of %d modules: %.0f ms, of the older build %.0f ms, ratio %.2f (bar: at most 0.6)\n", count, new, old, new / old }'
fi
