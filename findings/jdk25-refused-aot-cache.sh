#!/usr/bin/env bash
# A JDK 25 that refuses an AOT cache also leaves out its own archive, so the program starts slower than without the option.
#
# Guess:   a cache that does not fit the command line is skipped, and the JDK's own class data archive is used as always.
# Fact:    one more option than in the training run, --enable-native-access for a library, is enough: the cache is
#          refused, and no class at all comes from an archive. Without -XX:AOTCache hundreds do. The program runs.
# Cost:    an image that is tuned by a cache starts slower than an untuned one after somebody adds an option, and a
#          latency alarm is the first to notice.
# Version: Temurin 25.0.3; the script needs a JDK 25 and no other package.
# Source:  JEP 483 and JEP 514: if a cache cannot be used, the JVM continues without it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

jdk() {
	local release
	for release in "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")"/release "$(dirname "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")")"/*/release; do
		if [ -x "${release%/release}/bin/javac" ] && grep -q '^JAVA_VERSION="25[."]' "$release"; then
			echo "${release%/release}"
			return
		fi
	done
	echo "a JDK 25 beside the default one is needed" >&2
	return 1
}
home=$(jdk)

cat >Show.java <<'JAVA'
class Show {

	public static void main(String[] args) {
		System.out.println(java.time.Instant.EPOCH);
	}

}
JAVA
"$home/bin/javac" Show.java
"$home/bin/jar" --create --file show.jar --main-class Show Show.class
"$home/bin/java" -XX:AOTCacheOutput=show.aot -jar show.jar >training.log 2>&1

archived() {
	"$home/bin/java" "$@" -Xlog:class+load -jar show.jar | grep -c 'shared objects file' || true
}
some() { if [ "$1" -gt 100 ]; then echo "hundreds"; else echo "$1"; fi; }

echo "Java $("$home/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: hundreds in each line"
seen="without a cache: $(some "$(archived)")
with the cache: $(some "$(archived -XX:AOTCache=show.aot)")
with one more option, without the cache: $(some "$(archived --enable-native-access=ALL-UNNAMED)")
with one more option, and the cache: $(some "$(archived --enable-native-access=ALL-UNNAMED -XX:AOTCache=show.aot)")"
echo "$seen"

expected='without a cache: hundreds
with the cache: hundreds
with one more option, without the cache: hundreds
with one more option, and the cache: 0'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
