#!/usr/bin/env bash
# Jackson 2 and Jackson 3 disagree by one on negative BigIntegers in CBOR.
#
# Guess:   bytes that a service on Spring Boot 3 (Jackson 2) writes mean the same on Spring Boot 4 (Jackson 3).
# Fact:    Jackson 2 writes the magnitude of a negative BigInteger, Jackson 3 writes -1 - n, as CBOR has it. Each reads
#          its own bytes, so both test suites pass. Across them -5 is read as -6, or as -4, and a BigDecimal whose
#          digits do not fit a long changes in its last digit. Longs, positive values and short decimals are right.
#          Other CBOR readers side with Jackson 3.
# Cost:    one unit per balance or delta kept as BigInteger, in caches, topics and files that outlive the upgrade.
# Version: jackson-dataformat-cbor 2.21.7 and 3.1.7, both managed by Spring Boot 4.1.2; cbor-x 1.6.8 is the judge.
# Source:  RFC 8949, section 3.4.3: tag 3 is a negative bignum, and its value is -1 - n.
#          CBORWriteFeature.ENCODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING is the switch, and its default differs.
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
			<groupId>com.fasterxml.jackson.dataformat</groupId>
			<artifactId>jackson-dataformat-cbor</artifactId>
			<version>2.21.7</version>
		</dependency>
		<dependency>
			<groupId>tools.jackson.dataformat</groupId>
			<artifactId>jackson-dataformat-cbor</artifactId>
			<version>3.1.7</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib -Dmdep.prependGroupId=true
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact cbor-x@1.6.8

cat >Write.java <<'JAVA'
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

class Write {

	public static void main(String[] args) throws Exception {
		var two = new com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper();
		var three = new tools.jackson.dataformat.cbor.CBORMapper();
		List<Number> values = List.of(-5L, new BigInteger("5"), new BigInteger("-5"),
				new BigInteger("-18446744073709551617"), new BigDecimal("-20999999.97690000"),
				new BigDecimal("-123456789012345678901234.5"));
		for (Number value : values) {
			byte[] old = two.writeValueAsBytes(value);
			byte[] now = three.writeValueAsBytes(value);
			Class<? extends Number> type = value.getClass();
			System.out.println(type.getSimpleName() + " " + value + " " + two.readValue(old, type) + " "
					+ three.readValue(old, type) + " " + two.readValue(now, type) + " " + three.readValue(now, type)
					+ " " + HexFormat.of().formatHex(old) + " " + HexFormat.of().formatHex(now));
		}
	}

}
JAVA
java -cp 'lib/*' Write.java >read.txt

cat >show.cjs <<'JS'
const { decode } = require('cbor-x');

const third = (hex) => String(decode(Buffer.from(hex, 'hex')));
for (const line of require('fs').readFileSync('read.txt', 'utf8').trim().split('\n')) {
	const [type, value, twoTwo, twoThree, threeTwo, threeThree, old, now] = line.split(' ');
	console.log(`${type} ${value}: 2 to 2 ${twoTwo}, 2 to 3 ${twoThree}, 3 to 2 ${threeTwo}, 3 to 3 ${threeThree}`
		+ (type === 'BigDecimal' ? '' : `, cbor-x reads ${third(old)} of 2 and ${third(now)} of 3`));
}
JS

echo "jackson-dataformat-cbor 2.21.7 and 3.1.7, cbor-x 1.6.8, node $(node --version)"
echo "guess: one value in each line"
seen=$(node show.cjs)
echo "$seen"

expected='Long -5: 2 to 2 -5, 2 to 3 -5, 3 to 2 -5, 3 to 3 -5, cbor-x reads -5 of 2 and -5 of 3
BigInteger 5: 2 to 2 5, 2 to 3 5, 3 to 2 5, 3 to 3 5, cbor-x reads 5 of 2 and 5 of 3
BigInteger -5: 2 to 2 -5, 2 to 3 -6, 3 to 2 -4, 3 to 3 -5, cbor-x reads -6 of 2 and -5 of 3
BigInteger -18446744073709551617: 2 to 2 -18446744073709551617, 2 to 3 -18446744073709551618, 3 to 2 -18446744073709551616, 3 to 3 -18446744073709551617, cbor-x reads -18446744073709551618 of 2 and -18446744073709551617 of 3
BigDecimal -20999999.97690000: 2 to 2 -20999999.97690000, 2 to 3 -20999999.97690000, 3 to 2 -20999999.97690000, 3 to 3 -20999999.97690000
BigDecimal -123456789012345678901234.5: 2 to 2 -123456789012345678901234.5, 2 to 3 -123456789012345678901234.6, 3 to 2 -123456789012345678901234.4, 3 to 3 -123456789012345678901234.5'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
