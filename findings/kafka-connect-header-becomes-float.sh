#!/usr/bin/env bash
# A record header with the text 20999999.97690000 leaves Kafka Connect as 2.1E7.
#
# Guess:   a header passes through a connector byte for byte, or at least with its value.
# Fact:    the default header converter takes each text for a value and picks a narrow type for it: numbers with
#          decimals become a 32-bit float, 0123 becomes 123, 1.10 becomes 1.1, and 12:30:00 and 1,000 become 12 and 1,
#          the rest being dropped. What is written at the other end is the text of that value. StringConverter keeps
#          all of them.
# Cost:    prices, order numbers and times in headers change on the way to another cluster or a database, without an
#          error; only the body is covered by the converters that one usually sets.
# Version: connect-api 4.2.2 (kafka.version of Spring Boot 4.1.2).
# Source:  Kafka's documentation of header.converter: "By default, the SimpleHeaderConverter is used to serialize header
#          values to strings and deserialize them by inferring the schemas."
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
			<artifactId>connect-api</artifactId>
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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;

class Show {

	public static void main(String[] args) {
		SimpleHeaderConverter simple = new SimpleHeaderConverter();
		StringConverter string = new StringConverter();
		string.configure(Map.of("converter.type", "header"));
		for (String text : new String[] { "0.5", "1.10", "0.00000001", "20999999.97690000", "1234567.89",
				"0123", "1,000", "12:30:00" }) {
			SchemaAndValue value = simple.toConnectHeader("topic", "price", text.getBytes(StandardCharsets.UTF_8));
			System.out.println(text + ": " + value.schema().type() + ", sent as " + pass(simple, text)
					+ ", by StringConverter as " + pass(string, text));
		}
	}

	private static String pass(HeaderConverter converter, String text) {
		SchemaAndValue value = converter.toConnectHeader("topic", "price", text.getBytes(StandardCharsets.UTF_8));
		byte[] sent = converter.fromConnectHeader("topic", "price", value.schema(), value.value());
		return new String(sent, StandardCharsets.UTF_8);
	}

}
JAVA

echo "connect-api 4.2.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: each text is sent as it came"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='0.5: FLOAT32, sent as 0.5, by StringConverter as 0.5
1.10: FLOAT32, sent as 1.1, by StringConverter as 1.10
0.00000001: FLOAT32, sent as 1.0E-8, by StringConverter as 0.00000001
20999999.97690000: FLOAT32, sent as 2.1E7, by StringConverter as 20999999.97690000
1234567.89: FLOAT32, sent as 1234567.9, by StringConverter as 1234567.89
0123: INT8, sent as 123, by StringConverter as 0123
1,000: INT8, sent as 1, by StringConverter as 1,000
12:30:00: INT8, sent as 12, by StringConverter as 12:30:00'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
