#!/usr/bin/env bash
# Avro reads 123.45, written with scale 2, as 0.00012345 when the reader's schema has scale 8.
#
# Guess:   a reader whose schema has another scale gets the same amount, or an error.
# Fact:    the bytes are taken as they are, and the reader's scale is put on them. The compatibility check answers
#          COMPATIBLE, and both schemas have the same fingerprint, so the message format that names its schema by the
#          fingerprint cannot distinguish them either. A time in milliseconds that is read as one in microseconds is in
#          January 1970.
# Cost:    widening a price from 2 to 8 decimals, or a time from milliseconds to microseconds, is waved through by the
#          check that guards topics against this, and divides every old amount by a million.
# Version: org.apache.avro:avro 1.12.2.
# Source:  the Avro specification, "Logical Types, Decimal": for schema resolution two decimals match if their scales
#          and precisions match; "Transforming into Parsing Canonical Form" drops all attributes of logical types.
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
			<groupId>org.apache.avro</groupId>
			<artifactId>avro</artifactId>
			<version>1.12.2</version>
		</dependency>
		<dependency>
			<groupId>org.slf4j</groupId>
			<artifactId>slf4j-nop</artifactId>
			<version>2.0.17</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

class Show {

	private static final GenericData DATA = new GenericData();

	public static void main(String[] args) throws Exception {
		DATA.addLogicalTypeConversion(new Conversions.DecimalConversion());
		DATA.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
		DATA.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
		String decimal = "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 18, 'scale': %d}";
		show(decimal.formatted(2), new BigDecimal("123.45"), decimal.formatted(8));
		String time = "{'type': 'long', 'logicalType': 'timestamp-%s'}";
		show(time.formatted("millis"), Instant.ofEpochMilli(1700000000000L), time.formatted("micros"));
	}

	private static void show(String written, Object value, String read) throws Exception {
		Schema writer = schema(written);
		Schema reader = schema(read);
		GenericRecord trade = new GenericData.Record(writer);
		trade.put("value", value);
		var message = new BinaryMessageEncoder<GenericRecord>(DATA, writer).encode(trade);
		GenericRecord back = new BinaryMessageDecoder<GenericRecord>(DATA, reader).decode(message);
		System.out.println(value + " is read as " + back.get("value") + ", "
				+ SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType() + ", same fingerprint: "
				+ (SchemaNormalization.parsingFingerprint64(writer) == SchemaNormalization.parsingFingerprint64(reader)));
	}

	private static Schema schema(String type) {
		return new Schema.Parser().parse(("{'type': 'record', 'name': 'Trade', 'fields': [{'name': 'value', 'type': "
				+ type + "}]}").replace('\'', '"'));
	}

}
JAVA

echo "avro 1.12.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: the value itself, or an error; INCOMPATIBLE; other fingerprints"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='123.45 is read as 0.00012345, COMPATIBLE, same fingerprint: true
2023-11-14T22:13:20Z is read as 1970-01-20T16:13:20Z, COMPATIBLE, same fingerprint: true'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
