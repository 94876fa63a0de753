#!/usr/bin/env bash
# Avro's Java writer writes 3000000000 into an int field as -1294967296, and 1.9 into a long field as 1.
#
# Guess:   a number that does not fit the type of its field is refused when it is put or written, as a text is.
# Fact:    GenericDatumWriter takes every java.lang.Number for an int, long or float, and converts it as a cast does.
#          GenericData.validate says no to the same record, but neither put nor the writer calls it.
# Cost:    a fee of 1.9 sat, or a price with decimals, that a producer puts into a long field is rounded down, and a
#          quantity above 2147483647 in an int field is negative, in every consumer and without an error.
# Version: org.apache.avro:avro 1.12.0.
# Source:  the Avro specification: int is a 32-bit signed integer; GenericData.validate says whether a datum matches.
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
			<version>1.12.0</version>
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
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

class Show {

	public static void main(String[] args) {
		for (String type : List.of("int", "long", "float")) {
			for (Object value : List.of(3_000_000_000L, 1.9, new BigDecimal("20999999.97690000"), "1")) {
				System.out.println(type + ", " + value + ": " + written(type, value));
			}
		}
	}

	private static String written(String type, Object value) {
		Schema schema = new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"Order\", \"fields\": ["
				+ "{\"name\": \"amount\", \"type\": \"" + type + "\"}]}");
		GenericRecord order = new GenericData.Record(schema);
		order.put("amount", value);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
			new GenericDatumWriter<GenericRecord>(schema).write(order, encoder);
			encoder.flush();
			Object read = new GenericDatumReader<GenericRecord>(schema)
				.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null))
				.get("amount");
			return read + ", and validate says " + GenericData.get().validate(schema, order);
		}
		catch (Exception ex) {
			return "refused";
		}
	}

}
JAVA

echo "avro 1.12.0, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: refused, or the same number"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='int, 3000000000: -1294967296, and validate says false
int, 1.9: 1, and validate says false
int, 20999999.97690000: 20999999, and validate says false
int, 1: refused
long, 3000000000: 3000000000, and validate says true
long, 1.9: 1, and validate says false
long, 20999999.97690000: 20999999, and validate says false
long, 1: refused
float, 3000000000: 3.0E9, and validate says false
float, 1.9: 1.9, and validate says false
float, 20999999.97690000: 2.1E7, and validate says false
float, 1: refused'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
