#!/usr/bin/env bash
# Avro's own order of decimals says that 1.27 is more than 1.28, and -0.01 more than 0.00.
#
# Guess:   comparing two encoded records sorts a decimal field by its value, as comparing the records with BigDecimals
#          does.
# Fact:    in encoded records a decimal of type bytes is ordered as text is: 1.28 has two bytes, 00 80, and stands
#          before the one byte 7F of 1.27. A decimal of type fixed is ordered by value until a negative one comes, which
#          is greater than all positive ones. As objects with the conversion for decimals, the same records are in the
#          right order.
# Cost:    a sort, a merge or a search over encoded records, the use of Avro's order, has another order than one over
#          the objects. Tests with positive prices of one number of bytes, as those up to 1.27 are, pass.
# Version: org.apache.avro:avro 1.12.2.
# Source:  the Avro specification, "Sort Order": bytes are compared lexicographically by unsigned values, fixed too; the
#          chapter on decimals does not mention the order.
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
import java.math.BigDecimal;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

class Show {

	private static final GenericData MODEL = new GenericData();

	public static void main(String[] args) throws Exception {
		MODEL.addLogicalTypeConversion(new DecimalConversion());
		Schema bytes = order(Schema.create(Schema.Type.BYTES));
		Schema fixed = order(Schema.createFixed("Price", null, null, 8));
		for (String[] prices : new String[][] { { "1.26", "1.27" }, { "1.27", "1.28" }, { "1.28", "327.67" },
				{ "-0.01", "0.00" } }) {
			System.out.println(compare(bytes, prices));
			System.out.println(compare(fixed, prices));
		}
	}

	private static String compare(Schema schema, String[] prices) throws Exception {
		GenericRecord left = record(schema, prices[0]);
		GenericRecord right = record(schema, prices[1]);
		int objects = MODEL.compare(left, right, schema);
		int encoded = BinaryData.compare(encoded(left), 0, encoded(right), 0, schema);
		return "%s, %s as %s: %s as objects, %s encoded".formatted(prices[0], prices[1],
				schema.getField("price").schema().getType().getName(), word(objects), word(encoded));
	}

	private static Schema order(Schema price) {
		LogicalTypes.decimal(18, 2).addToSchema(price);
		return SchemaBuilder.record("Order").fields().name("price").type(price).noDefault().endRecord();
	}

	private static GenericRecord record(Schema schema, String price) {
		GenericRecord order = new GenericData.Record(schema);
		order.put("price", new BigDecimal(price));
		return order;
	}

	private static byte[] encoded(GenericRecord order) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
		new GenericDatumWriter<GenericRecord>(order.getSchema(), MODEL).write(order, encoder);
		encoder.flush();
		return out.toByteArray();
	}

	private static String word(int comparison) {
		return (comparison < 0) ? "less" : (comparison > 0) ? "more" : "equal";
	}

}
JAVA

echo "avro 1.12.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: less in each of the sixteen"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='1.26, 1.27 as bytes: less as objects, less encoded
1.26, 1.27 as fixed: less as objects, less encoded
1.27, 1.28 as bytes: less as objects, more encoded
1.27, 1.28 as fixed: less as objects, less encoded
1.28, 327.67 as bytes: less as objects, less encoded
1.28, 327.67 as fixed: less as objects, less encoded
-0.01, 0.00 as bytes: less as objects, more encoded
-0.01, 0.00 as fixed: less as objects, more encoded'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
