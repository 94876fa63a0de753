#!/usr/bin/env bash
# The FIX engine Philadelphia reads 100000000000.00000000 as -84467440737.09552 and writes it as 92233720368.54775807.
#
# Guess:   a quantity of 12 significant digits is read and written, as FIX demands up to fifteen, or refused.
# Fact:    all digits, those after the point too, are collected in one long. From 2^63 on they wrap when they are read,
#          and stop at the largest long when they are written: with 8 decimals, that is at 92233720368.54775807.
# Cost:    an order for 100 billion of a cheap token becomes one for 92 billion, and one that comes in is negative;
#          1000 with 16 decimals is read as -844.67.
# Version: com.paritytrading.philadelphia:philadelphia-core 2.0.0.
# Source:  FIX 4.4, volume 1, data types: "All float fields must accommodate up to fifteen significant digits".
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
			<groupId>com.paritytrading.philadelphia</groupId>
			<artifactId>philadelphia-core</artifactId>
			<version>2.0.0</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.paritytrading.philadelphia.FIXValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

class Show {

	public static void main(String[] args) throws Exception {
		for (String text : List.of("10000000000.00000000", "92233720368.54775807", "92233720368.54775808",
				"100000000000.00000000", "900.0000000000000000", "1000.0000000000000000")) {
			FIXValue value = new FIXValue(64);
			value.get(ByteBuffer.wrap((text + '\u0001').getBytes(StandardCharsets.US_ASCII)));
			System.out.println(text + " is read as " + value.asFloat());
		}
		for (double number : new double[] { 10_000_000_000.0, 100_000_000_000.0, -100_000_000_000.0 }) {
			FIXValue value = new FIXValue(64);
			value.setFloat(number, 8);
			ByteBuffer bytes = ByteBuffer.allocate(64);
			value.put(bytes);
			System.out.println(number + " is written as "
					+ new String(bytes.array(), 0, bytes.position() - 1, StandardCharsets.US_ASCII));
		}
	}

}
JAVA

echo "philadelphia-core 2.0.0, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: each number as it is, or an exception"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='10000000000.00000000 is read as 1.0E10
92233720368.54775807 is read as 9.223372036854776E10
92233720368.54775808 is read as -9.223372036854776E10
100000000000.00000000 is read as -8.446744073709552E10
900.0000000000000000 is read as 900.0
1000.0000000000000000 is read as -844.6744073709551
1.0E10 is written as 10000000000.00000000
1.0E11 is written as 92233720368.54775807
-1.0E11 is written as -92233720368.54775807'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
