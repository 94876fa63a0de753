#!/usr/bin/env bash
# A Node.js Kafka producer sends a key to another partition than the Java producer, unless the count is a power of two.
#
# Guess:   both use murmur2 for keyed records, so one key lands in one partition, for every producer.
# Fact:    the hash is the same, but the Java client clears the sign bit before the remainder and @platformatic/kafka,
#          by default, does not. With 2, 4, 8 or 16 partitions nobody notices. With 3, 6 or 12 half of the hashes are
#          negative and go elsewhere. Its compatibilityPartitioner must be asked for.
# Cost:    records of one order, sent by two services, are in two partitions: their order is lost, a compacted topic
#          keeps two "latest" values, and joins by key miss. It appears when a topic grows from 8 to 12 partitions.
# Version: @platformatic/kafka 2.12.1, against kafka-clients 4.2.2.
# Source:  Apache Kafka's producer documentation: the partition of a keyed record is chosen from a hash of the key;
#          BuiltInPartitioner.partitionForKey is the code that every Java producer runs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @platformatic/kafka@2.12.1

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>org.apache.kafka</groupId>
			<artifactId>kafka-clients</artifactId>
			<version>4.2.2</version>
		</dependency>
		<dependency>
			<groupId>org.slf4j</groupId>
			<artifactId>slf4j-nop</artifactId>
			<version>1.7.36</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Java.java <<'JAVA'
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

class Java {

	public static void main(String[] args) {
		for (int partitions : new int[] { 3, 4, 6, 8, 12, 16 }) {
			StringBuilder line = new StringBuilder();
			for (int order = 0; order < 100; order++) {
				byte[] key = ("order-" + order).getBytes(StandardCharsets.UTF_8);
				line.append(' ').append(BuiltInPartitioner.partitionForKey(key, partitions));
			}
			System.out.println(partitions + line.toString());
		}
	}

}
JAVA
java -cp 'lib/*' Java.java >java.txt

cat >show.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { compatibilityPartitioner, defaultPartitioner } from '@platformatic/kafka';

for (const line of readFileSync('java.txt', 'utf8').trim().split('\n')) {
	const [partitions, ...java] = line.split(' ').map(Number);
	const elsewhere = (partitioner) => java.filter((expected, order) =>
		partitioner({}, Buffer.from(`order-${order}`)) % partitions !== expected).length;
	console.log(`${partitions} partitions: ${elsewhere(defaultPartitioner)} of ${java.length} keys go elsewhere,`
		+ ` ${elsewhere(compatibilityPartitioner)} with compatibilityPartitioner`);
}
JS

echo "@platformatic/kafka 2.12.1, kafka-clients 4.2.2, node $(node --version)"
echo "guess: no key goes elsewhere"
seen=$(node show.mjs)
echo "$seen"

expected='3 partitions: 50 of 100 keys go elsewhere, 0 with compatibilityPartitioner
4 partitions: 0 of 100 keys go elsewhere, 0 with compatibilityPartitioner
6 partitions: 50 of 100 keys go elsewhere, 0 with compatibilityPartitioner
8 partitions: 0 of 100 keys go elsewhere, 0 with compatibilityPartitioner
12 partitions: 50 of 100 keys go elsewhere, 0 with compatibilityPartitioner
16 partitions: 0 of 100 keys go elsewhere, 0 with compatibilityPartitioner'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
