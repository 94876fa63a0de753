#!/usr/bin/env bash
# Genson reads 1234.123456789012345678 into a BigDecimal field as 1234.1234567890124.
#
# Guess:   a field is a BigDecimal to keep every digit of the JSON number, and Genson writes all digits of one.
# Fact:    a number with a point is read as a double first, and so is a whole number above 2^63: 12345678901234567890
#          is 1.2345678901234567E+19. The same digits in quotes are kept. What Genson wrote does not come back.
# Cost:    amounts of tokens with 18 decimals, or in wei, lose all digits after the 17th when they pass through a
#          service that uses BigDecimal everywhere, and a balance that is written and read again is another.
# Version: com.owlike:genson 1.6.
# Source:  java.math.BigDecimal: arbitrary-precision decimal numbers; Genson's own output, read back.
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
			<groupId>com.owlike</groupId>
			<artifactId>genson</artifactId>
			<version>1.6</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.owlike.genson.Genson;
import java.math.BigDecimal;
import java.util.List;

class Show {

	public static void main(String[] args) {
		Genson genson = new Genson();
		for (String number : List.of("20999999.97690000", "1234.123456789012345678", "12345678901234567890")) {
			Balance balance = genson.deserialize("{\"amount\": " + number + "}", Balance.class);
			Balance quoted = genson.deserialize("{\"amount\": \"" + number + "\"}", Balance.class);
			System.out.println(number + " is read as " + balance.amount + ", in quotes as " + quoted.amount);
		}
		Balance balance = new Balance();
		balance.amount = new BigDecimal("1234.123456789012345678");
		String json = genson.serialize(balance);
		System.out.println(json + " comes back as " + genson.deserialize(json, Balance.class).amount);
	}

	public static class Balance {

		public BigDecimal amount;

	}

}
JAVA

echo "genson 1.6, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: the digits of each number"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='20999999.97690000 is read as 20999999.9769, in quotes as 20999999.97690000
1234.123456789012345678 is read as 1234.1234567890124, in quotes as 1234.123456789012345678
12345678901234567890 is read as 1.2345678901234567E+19, in quotes as 12345678901234567890
{"amount":1234.123456789012345678} comes back as 1234.1234567890124'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
