#!/usr/bin/env bash
# Kafka Connect's Cast turns the number 3000000000 into -1294967296 and refuses the text "3000000000".
#
# Guess:   Cast refuses a value that the type cannot hold: its error for text says "out of range".
# Fact:    only text is checked. A long is cut to its low bits, to zero for an int8; a double is cut to a whole number
#          and stops at the largest long. Text with decimals is refused, the same number as a double loses them. A
#          BigDecimal is refused for every type, even string.
# Cost:    an amount in satoshi above 21.47 coins turns negative in a connector that is configured for int32.
# Version: connect-transforms 4.2.2 (kafka.version of Spring Boot 4.1.2).
# Source:  Kafka's documentation of Cast: it casts "fields or the entire key or value to a specific type", for example
#          "to force an integer field to a smaller width"; nothing is said on values that do not fit.
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
			<groupId>org.apache.kafka</groupId>
			<artifactId>connect-transforms</artifactId>
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

cat >Show.java <<'JAVA'
import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Cast;

class Show {

	public static void main(String[] args) {
		cast("int32", 3000000000L);
		cast("int32", "3000000000");
		cast("int8", 256);
		cast("int8", "256");
		cast("int64", 1.9);
		cast("int64", "1.9");
		cast("int64", 1e19);
		cast("int64", "10000000000000000000");
		cast("string", new BigDecimal("1.90"));
	}

	private static void cast(String type, Object value) {
		Object answer;
		try (Cast.Value<SourceRecord> cast = new Cast.Value<>()) {
			cast.configure(Map.of("spec", type));
			answer = cast.apply(new SourceRecord(null, null, "topic", 0, null, value)).value();
		}
		catch (DataException ex) {
			answer = "refused";
		}
		System.out.println(value.getClass().getSimpleName() + " " + value + " to " + type + ": " + answer);
	}

}
JAVA

echo "connect-transforms 4.2.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: all but the last are refused, which is 1.90"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='Long 3000000000 to int32: -1294967296
String 3000000000 to int32: refused
Integer 256 to int8: 0
String 256 to int8: refused
Double 1.9 to int64: 1
String 1.9 to int64: refused
Double 1.0E19 to int64: 9223372036854775807
String 10000000000000000000 to int64: refused
BigDecimal 1.90 to string: refused'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
