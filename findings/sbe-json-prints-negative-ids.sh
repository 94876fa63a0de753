#!/usr/bin/env bash
# SBE's JSON printer prints a uint64 of 12345678901234567890 as -6101065172474983726, and a missing price as a number.
#
# Guess:   a uint64 is printed without a sign, as a uint32 is, and an optional field without a value as null.
# Fact:    uint64 is printed as a signed long. An optional int64 without a value is printed as -9223372036854775808,
#          the number that stands for none on the wire, and an optional uint64 without a value as -1.
# Cost:    ids and quantities above 2^63 of a recorded feed are negative in the JSON that tools and tests read; and a
#          market order has a price of -92233720368.54775808 there.
# Version: uk.co.real-logic:sbe-tool 1.35.6.
# Source:  Simple Binary Encoding 1.0: a uint64 is from 0 to 2^64 - 2, and the null value of an optional field says
#          that there is none.
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
			<groupId>uk.co.real-logic</groupId>
			<artifactId>sbe-tool</artifactId>
			<version>1.35.6</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.json.JsonPrinter;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

class Show {

	private static final String SCHEMA = """
			<sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" package="show" id="1" version="0"
					byteOrder="littleEndian">
				<types>
					<composite name="messageHeader">
						<type name="blockLength" primitiveType="uint16"/>
						<type name="templateId" primitiveType="uint16"/>
						<type name="schemaId" primitiveType="uint16"/>
						<type name="version" primitiveType="uint16"/>
					</composite>
					<type name="Price" primitiveType="int64" presence="optional"/>
					<type name="ParentId" primitiveType="uint64" presence="optional"/>
				</types>
				<sbe:message name="Order" id="1">
					<field name="id" id="1" type="uint64"/>
					<field name="quantity" id="2" type="uint32"/>
					<field name="price" id="3" type="Price"/>
					<field name="parent" id="4" type="ParentId"/>
				</sbe:message>
			</sbe:messageSchema>
			""";

	public static void main(String[] args) throws Exception {
		Ir ir = new IrGenerator().generate(XmlSchemaParser.parse(
				new ByteArrayInputStream(SCHEMA.getBytes(StandardCharsets.UTF_8)), ParserOptions.DEFAULT));
		ByteBuffer order = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
		order.putShort((short) 28).putShort((short) 1).putShort((short) 1).putShort((short) 0);
		order.putLong(Long.parseUnsignedLong("12345678901234567890")).putInt((int) 3_000_000_000L);
		order.putLong(Long.MIN_VALUE).putLong(-1);
		System.out.println(new JsonPrinter(ir).print(order.flip()).strip());
	}

}
JAVA

echo "sbe-tool 1.35.6, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: id 12345678901234567890, quantity 3000000000, price and parent null"
seen=$(java --add-exports java.base/jdk.internal.misc=ALL-UNNAMED -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='{
    "id": -6101065172474983726,
    "quantity": 3000000000,
    "price": -9223372036854775808,
    "parent": -1
}'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
