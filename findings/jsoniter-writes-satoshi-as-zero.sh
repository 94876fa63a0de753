#!/usr/bin/env bash
# jsoniter writes one satoshi as 0, and other amounts with six decimals.
#
# Guess:   a double is written so that the same double is read back, as every JSON writer of the JDK world does.
# Fact:    by default JsonStream writes numbers of that size with six decimals: 0.00000001 becomes 0, 0.123456789
#          becomes 0.123457, with no warning. Its own parser reads all digits.
#          JsonStream.serialize with PreciseFloatSupport enabled is exact.
# Cost:    an amount below 0.0000005 vanishes between two services that both use the library.
# Version: com.jsoniter:jsoniter 0.9.23.
# Source:  java.lang.Double.toString; RFC 8259, section 6. The class name PreciseFloatSupport is the only hint.
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
			<groupId>com.jsoniter</groupId>
			<artifactId>jsoniter</artifactId>
			<version>0.9.23</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.jsoniter.JsonIterator;
import com.jsoniter.extra.PreciseFloatSupport;
import com.jsoniter.output.JsonStream;

class Show {

	public static void main(String[] args) {
		double[] amounts = { 0.00000001, 0.00000049, 0.123456789, 1234.56789012 };
		for (double amount : amounts) {
			String text = JsonStream.serialize(amount);
			System.out.println(amount + " is written as " + text + " and read as " + JsonIterator.deserialize(text, Double.class));
		}
		PreciseFloatSupport.enable();
		System.out.println("with PreciseFloatSupport: " + JsonStream.serialize(0.00000001));
	}

}
JAVA

echo "jsoniter 0.9.23, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: each number is read back as it was"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='1.0E-8 is written as 0 and read as 0.0
4.9E-7 is written as 0 and read as 0.0
0.123456789 is written as 0.123457 and read as 0.123457
1234.56789012 is written as 1234.56789 and read as 1234.56789
with PreciseFloatSupport: 1.0E-8'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
