#!/usr/bin/env bash
# Jackson writes the whole number 100 into a double field of protobuf as 4.94E-322.
#
# Guess:   a number is converted to the type that the schema names, or refused, as a fraction in an int64 field is.
# Fact:    only the width is looked at. An int or long goes into a double or float field as its bits: 100.5 is 100.5,
#          and 100 is 4.94E-322. A fraction goes into a fixed64 field as its bits, too. An int of -5 in an int64 field
#          is 4294967291, and a long of 3000000000 in an int32 field -1294967296.
# Cost:    {"price": 100} and {"price": 100.5}, read as a map or tree and written to a topic, are two prices that have
#          nothing to do with each other. A record whose field is int in Java and int64 in the schema loses its minus.
# Version: tools.jackson.dataformat:jackson-dataformat-protobuf 3.1.7; protobuf-java 4.31.1 reads what it wrote.
# Source:  the protobuf encoding guide: a negative int32 or int64 always has ten bytes, so that each is read as the
#          other; a double is the eight bytes of the IEEE 754 number.
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
			<groupId>tools.jackson.dataformat</groupId>
			<artifactId>jackson-dataformat-protobuf</artifactId>
			<version>3.1.7</version>
		</dependency>
		<dependency>
			<groupId>com.google.protobuf</groupId>
			<artifactId>protobuf-java</artifactId>
			<version>4.31.1</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.google.protobuf.CodedInputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.protobuf.ProtobufMapper;
import tools.jackson.dataformat.protobuf.schema.ProtobufSchema;
import tools.jackson.dataformat.protobuf.schema.ProtobufSchemaLoader;

class Show {

	public static void main(String[] args) throws Exception {
		ObjectMapper json = JsonMapper.builder().build();
		for (String type : List.of("double", "float", "fixed64", "int64", "int32")) {
			for (String number : List.of("100", "100.5", "-5", "3000000000")) {
				Object order = json.readValue("{\"amount\": " + number + "}", Map.class);
				System.out.println(type + ", " + number + ": " + written(type, order));
			}
		}
	}

	private static String written(String type, Object order) throws Exception {
		ProtobufSchema schema = ProtobufSchemaLoader.std.parse("message Order { optional " + type + " amount = 1; }");
		byte[] bytes;
		try {
			bytes = new ProtobufMapper().writer(schema).writeValueAsBytes(order);
		}
		catch (Exception ex) {
			return "refused";
		}
		CodedInputStream in = CodedInputStream.newInstance(bytes);
		in.readTag();
		return switch (type) {
			case "double" -> String.valueOf(in.readDouble());
			case "float" -> String.valueOf(in.readFloat());
			case "fixed64" -> String.valueOf(in.readFixed64());
			case "int64" -> String.valueOf(in.readInt64());
			default -> String.valueOf(in.readInt32());
		};
	}

}
JAVA

echo "jackson-dataformat-protobuf 3.1.7, protobuf-java 4.31.1, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: the same number, or refused"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='double, 100: 4.94E-322
double, 100.5: 100.5
double, -5: NaN
double, 3000000000: 1.4821969375E-314
float, 100: 1.4E-43
float, 100.5: 100.5
float, -5: NaN
float, 3000000000: -2.4257133E-8
fixed64, 100: 100
fixed64, 100.5: 4636772475726725120
fixed64, -5: -5
fixed64, 3000000000: 3000000000
int64, 100: 100
int64, 100.5: refused
int64, -5: 4294967291
int64, 3000000000: 3000000000
int32, 100: 100
int32, 100.5: refused
int32, -5: -5
int32, 3000000000: -1294967296'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
