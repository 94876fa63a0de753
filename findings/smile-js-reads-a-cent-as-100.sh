#!/usr/bin/env bash
# 0.01, written by Jackson in the Smile format, is 100 for the JavaScript library that reads the format.
#
# Guess:   a BigDecimal that Jackson writes into Smile, its binary JSON, has the same value in smile-js.
# Fact:    smile-js takes the scale for an exponent of ten, with the other sign: 0.01 is 100, 0.29 is 2900, one
#          satoshi is 100000000, and 1E+3 is 0.001. A BigDecimal without decimals, doubles, longs and BigIntegers are
#          right.
# Cost:    amounts with two decimals are 10,000 times too high, and nothing is thrown. Whole amounts pass a test.
# Version: smile-js 0.7.0; jackson-dataformat-smile 3.3.0.
# Source:  the Smile specification: a BigDecimal is its scale and its magnitude. Jackson, which the format comes from,
#          reads its own bytes in the script. Java's BigDecimal: the value is unscaledValue * 10^-scale.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact smile-js@0.7.0

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>tools.jackson.dataformat</groupId>
			<artifactId>jackson-dataformat-smile</artifactId>
			<version>3.3.0</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.dataformat.smile.SmileMapper;

class Show {

	public static void main(String[] args) {
		SmileMapper mapper = new SmileMapper();
		List<Number> numbers = List.of(new BigDecimal("0.01"), new BigDecimal("0.29"), new BigDecimal("-1.5"),
				new BigDecimal("0.00000001"), new BigDecimal("1E+3"), new BigDecimal("1000"), 0.29, 9007199254740993L,
				new BigInteger("-12345678901234567890"));
		for (Number number : numbers) {
			byte[] bytes = mapper.writeValueAsBytes(number);
			System.out.println(number.getClass().getSimpleName() + " " + number + " "
					+ HexFormat.of().formatHex(bytes) + " " + mapper.readValue(bytes, number.getClass()));
		}
	}

}
JAVA

cat >show.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { parse } = require('smile-js');

for (const line of readFileSync('written.txt', 'utf8').trim().split('\n')) {
	const [type, number, hex, back] = line.split(' ');
	console.log(`${type} ${number}: jackson ${back}, smile-js ${parse(Buffer.from(hex, 'hex'))}`);
}
JS

echo "smile-js 0.7.0, jackson-dataformat-smile 3.3.0, node $(node --version), $(java -version 2>&1 | head -1)"
echo "guess: the same number twice in each line"
java -cp 'lib/*' Show.java >written.txt
seen=$(node show.cjs)
echo "$seen"

expected='BigDecimal 0.01: jackson 0.01, smile-js 100
BigDecimal 0.29: jackson 0.29, smile-js 2900
BigDecimal -1.5: jackson -1.5, smile-js -150
BigDecimal 1E-8: jackson 1E-8, smile-js 100000000
BigDecimal 1E+3: jackson 1E+3, smile-js 0.001
BigDecimal 1000: jackson 1000, smile-js 1000
Double 0.29: jackson 0.29, smile-js 0.29
Long 9007199254740993: jackson 9007199254740993, smile-js 9007199254740993
BigInteger -12345678901234567890: jackson -12345678901234567890, smile-js -12345678901234567890'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
