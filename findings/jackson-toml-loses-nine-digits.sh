#!/usr/bin/env bash
# Jackson 3 reads the TOML number 1000000000000000000 as 0 and 9223372036854775807 as 6854775807.
#
# Guess:   a 64-bit integer in TOML is read as it stands.
# Fact:    the first nine digits of every number with 19 digits are dropped, for long, BigInteger, BigDecimal and the
#          tree alike, with and without a sign or underscores. Numbers with 18 digits are right, and so are those with
#          20 and more. Jackson 2.23.0 and 3.3.0 are right.
# Cost:    amounts of tokens with 18 decimals start at 19 digits: a limit of 1.0 coin is a limit of 0.
# Version: tools.jackson.dataformat:jackson-dataformat-toml 3.1.7 (managed by Spring Boot 4.1.2).
#          3.1.0 and 3.1.8 answer the same.
# Source:  TOML 1.0, Integer: "Arbitrary 64-bit signed integers (from -2^63 to 2^63-1) should be accepted and handled
#          losslessly. If an integer cannot be represented losslessly, an error must be thrown."
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

pom() {
	cat <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>tools.jackson.core</groupId>
			<artifactId>jackson-databind</artifactId>
			<version>$1</version>
		</dependency>
		<dependency>
			<groupId>tools.jackson.dataformat</groupId>
			<artifactId>jackson-dataformat-toml</artifactId>
			<version>$1</version>
		</dependency>
	</dependencies>
</project>
XML
}

cat >Show.java <<'JAVA'
import java.math.BigInteger;
import tools.jackson.dataformat.toml.TomlMapper;

class Show {

	record Limit(BigInteger amount) {
	}

	public static void main(String[] args) {
		for (String number : new String[] { "999999999999999999", "1000000000000000000", "1_000_000_000_000_000_001",
				"-2100000000123456789", "9223372036854775807", "10000000000000000000" }) {
			Limit limit = new TomlMapper().readValue("amount = " + number, Limit.class);
			System.out.println(args[0] + ": " + number + " is read as " + limit.amount());
		}
	}

}
JAVA

echo "Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: every number is read as it is written"
for version in 3.1.7 3.3.0; do
	pom $version >pom.xml
	mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib-$version
done
seen=$(for version in 3.1.7 3.3.0; do
	java -cp "lib-$version/*" Show.java $version
done)
echo "$seen"

expected='3.1.7: 999999999999999999 is read as 999999999999999999
3.1.7: 1000000000000000000 is read as 0
3.1.7: 1_000_000_000_000_000_001 is read as 1
3.1.7: -2100000000123456789 is read as -123456789
3.1.7: 9223372036854775807 is read as 6854775807
3.1.7: 10000000000000000000 is read as 10000000000000000000
3.3.0: 999999999999999999 is read as 999999999999999999
3.3.0: 1000000000000000000 is read as 1000000000000000000
3.3.0: 1_000_000_000_000_000_001 is read as 1000000000000000001
3.3.0: -2100000000123456789 is read as -2100000000123456789
3.3.0: 9223372036854775807 is read as 9223372036854775807
3.3.0: 10000000000000000000 is read as 10000000000000000000'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
