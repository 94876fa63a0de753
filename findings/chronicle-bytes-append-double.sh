#!/usr/bin/env bash
# Chronicle Bytes writes a double as a text that is another double.
#
# Guess:   what append(double) writes, parseDouble() of the same class, and Double.parseDouble, read as the same number.
# Fact:    of 100,000 products of an amount and a price 1,368 come back as a neighbour: 31135.435999999998 is
#          written as 31135.436. Small whole and decimal numbers come back. append(Double.toString(x)) is exact.
# Cost:    a journal or a message in text that is replayed gives another state than the live run, and a comparison of
#          both reports a difference in about one of seventy values.
# Version: net.openhft:chronicle-bytes 2.24ea20.
# Source:  java.lang.Double.toString: enough digits to distinguish the value from its neighbours; the class advertises
#          text that is read back without garbage.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>net.openhft</groupId>
			<artifactId>chronicle-bytes</artifactId>
			<version>2.24ea20</version>
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

cat >Show.java <<'JAVA'
import java.util.Random;
import net.openhft.chronicle.bytes.Bytes;

class Show {

	public static void main(String[] args) {
		Random random = new Random(1);
		Bytes<?> bytes = Bytes.allocateElasticOnHeap(64);
		int written = 0;
		int plain = 0;
		for (int i = 0; i < 100_000; i++) {
			double product = random.nextInt(100_000_000) / 1e8 * Math.pow(10, random.nextInt(8));
			bytes.clear();
			bytes.append(product).append(' ');
			if (bytes.parseDouble() != product) {
				written++;
			}
			bytes.clear();
			bytes.append(Double.toString(product)).append(' ');
			if (bytes.parseDouble() != product) {
				plain++;
			}
		}
		bytes.clear();
		bytes.append(31135.435999999998);
		System.out.println("31135.435999999998 is written as " + bytes);
		System.out.println("of 100000, come back as another number: " + written);
		System.out.println("written by Double.toString: " + plain);
	}

}
JAVA

echo "chronicle-bytes 2.24ea20, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: 0 come back as another number"
seen=$(java --add-opens java.base/java.lang.reflect=ALL-UNNAMED --add-opens java.base/java.nio=ALL-UNNAMED \
	--add-exports java.base/jdk.internal.ref=ALL-UNNAMED --add-exports java.base/sun.nio.ch=ALL-UNNAMED \
	--add-opens java.base/sun.nio.ch=ALL-UNNAMED --add-opens java.base/java.lang=ALL-UNNAMED \
	--add-opens java.base/java.util=ALL-UNNAMED --add-opens java.base/jdk.internal.misc=ALL-UNNAMED \
	-cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='31135.435999999998 is written as 31135.436
of 100000, come back as another number: 1368
written by Double.toString: 0'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
