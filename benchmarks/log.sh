#!/usr/bin/env bash
# Measures the command log, beside a plain write and force, and beside other logs; prints its rows of a table.
#
#   benchmarks/log.sh DIRECTORY [quick]   DIRECTORY is on the device to measure; some minutes, quick one or two
#
# Run nothing else on the machine. The first run fetches the other logs with Maven (about 120 MB).
set -euo pipefail
directory=$(realpath "${1:?the directory to measure in}")
mode=${2:-}
cd "$(dirname "$0")/.."
mvn -B -ntp -q -Plog-peers -pl benchmarks,benchmarks/log-peers -am -DskipTests -Djacoco.skip package
java -version
java -cp benchmarks/target/benchmarks.jar io.darkswap.benchmarks.log.LogBenchmark "$directory" $mode
java -cp 'benchmarks/log-peers/target/classes:benchmarks/log-peers/target/lib/*' \
	--add-opens java.base/java.nio=ALL-UNNAMED io.darkswap.benchmarks.logs.LogPeers "$directory" $mode
