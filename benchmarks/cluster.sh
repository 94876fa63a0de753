#!/usr/bin/env bash
# Measures the command log on Kafka, beside the broker alone; prints its rows of a table.
#
#   benchmarks/cluster.sh DIRECTORY [COMMANDS]   DIRECTORY is empty and on the device to measure; some minutes
#
# Run nothing else on the machine. The broker is a process of its own, from the jars that Maven fetches.
set -euo pipefail
directory=$(realpath "${1:?the directory to measure in}")
cd "$(dirname "$0")/.."
mvn -B -ntp -q -Pcluster-benchmark -pl benchmarks/cluster -am -DskipTests -Djacoco.skip package
java -version
java -cp 'benchmarks/cluster/target/classes:benchmarks/cluster/target/lib/*' \
	io.darkswap.benchmarks.cluster.ClusterBenchmark "$directory" "${@:2}"
