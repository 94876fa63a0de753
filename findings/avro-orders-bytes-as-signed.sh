#!/usr/bin/env bash
# Avro orders records with bytes one way as objects and the other way once they are encoded.
#
# Guess:   records compare the same as objects and encoded: bytes are unsigned, so 7F comes before 80.
# Fact:    as objects, bytes are compared as signed numbers, so 80 to FF come before 00. Encoded, and with the type fixed
#          in both forms, they are unsigned. Of 1,000 pairs of random hashes about half are in the other order. Bytes
#          that are all below 80, as those of ASCII texts, are in one order.
# Cost:    a merge, a binary search or a range over sorted transaction ids misses entries when one side sorted objects
#          and the other one encoded records, as a file of sorted keys does.
# Version: org.apache.avro:avro 1.12.2.
# Source:  the Avro specification, "Sort Order": bytes and fixed data "are compared lexicographically by unsigned 8-bit
#          values". GenericData.compare says that it compares "objects according to their schema".
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
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

class Show {

	private static final Schema BYTES = spend(Schema.create(Schema.Type.BYTES));

	private static final Schema FIXED = spend(Schema.createFixed("Id", null, null, 4));

	public static void main(String[] args) throws Exception {
		for (String[] ids : new String[][] { { "00000001", "7f000000" }, { "7f000000", "80000000" },
				{ "00000000", "ff000000" }, { "80000000", "ff000000" } }) {
			for (Schema schema : new Schema[] { BYTES, FIXED }) {
				System.out.println("%s, %s as %s: %s as objects, %s encoded".formatted(ids[0], ids[1],
						schema.getField("id").schema().getType().getName(),
						word(objects(schema, bytes(ids[0]), bytes(ids[1]))),
						word(encoded(schema, bytes(ids[0]), bytes(ids[1])))));
			}
		}
		Random random = new Random(1);
		int other = 0;
		for (int i = 0; i < 1000; i++) {
			byte[] left = new byte[4];
			byte[] right = new byte[4];
			random.nextBytes(left);
			random.nextBytes(right);
			other += word(objects(BYTES, left, right)).equals(word(encoded(BYTES, left, right))) ? 0 : 1;
		}
		System.out.println("in the other order: " + other + " of 1000");
	}

	private static Schema spend(Schema id) {
		return SchemaBuilder.record("Spend").fields().name("id").type(id).noDefault().endRecord();
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

	private static int objects(Schema schema, byte[] left, byte[] right) {
		return GenericData.get().compare(record(schema, left), record(schema, right), schema);
	}

	private static int encoded(Schema schema, byte[] left, byte[] right) throws Exception {
		return BinaryData.compare(encode(record(schema, left)), 0, encode(record(schema, right)), 0, schema);
	}

	private static GenericRecord record(Schema schema, byte[] id) {
		Schema type = schema.getField("id").schema();
		GenericRecord spend = new GenericData.Record(schema);
		boolean fixed = type.getType() == Schema.Type.FIXED;
		spend.put("id", fixed ? new GenericData.Fixed(type, id) : ByteBuffer.wrap(id));
		return spend;
	}

	private static byte[] encode(GenericRecord spend) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
		new GenericDatumWriter<GenericRecord>(spend.getSchema()).write(spend, encoder);
		encoder.flush();
		return out.toByteArray();
	}

	private static String word(int comparison) {
		return (comparison < 0) ? "less" : (comparison > 0) ? "more" : "equal";
	}

}
JAVA

echo "avro 1.12.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: less in each, 0 of 1000 in the other order"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='00000001, 7f000000 as bytes: less as objects, less encoded
00000001, 7f000000 as fixed: less as objects, less encoded
7f000000, 80000000 as bytes: more as objects, less encoded
7f000000, 80000000 as fixed: less as objects, less encoded
00000000, ff000000 as bytes: more as objects, less encoded
00000000, ff000000 as fixed: less as objects, less encoded
80000000, ff000000 as bytes: less as objects, less encoded
80000000, ff000000 as fixed: less as objects, less encoded
in the other order: 503 of 1000'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
