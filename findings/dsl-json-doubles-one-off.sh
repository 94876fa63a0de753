#!/usr/bin/env bash
# dsl-json reads about a fifth of the amounts that a bank or an exchange writes as the neighbouring double.
#
# Guess:   a JSON number becomes the double nearest to it, as Double.parseDouble and every browser read it.
# Fact:    of 100,000 numbers with eight decimals below 21 million 19,693 become the double beside it, silently. Some
#          valid numbers of 17 digits are not read at all: an ArrayIndexOutOfBoundsException comes out. BigDecimal is
#          read exactly.
# Cost:    two services that read the same message disagree on equality, sums and rounding by a hair, and a validator
#          that formats the number again finds another text than the one that was signed.
# Version: com.dslplatform:dsl-json 2.0.2.
# Source:  RFC 8259, section 6, lets software expect IEEE 754 binary64; java.lang.Double.parseDouble and ECMAScript
#          round to nearest. The exception names no JSON error.
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
			<groupId>com.dslplatform</groupId>
			<artifactId>dsl-json</artifactId>
			<version>2.0.2</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.dslplatform.json.DslJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class Show {

	private static final DslJson<Object> JSON = new DslJson<>();

	public static void main(String[] args) throws Exception {
		Random random = new Random(1);
		int others = 0;
		for (int i = 0; i < 100_000; i++) {
			String text = BigDecimal.valueOf(random.nextLong(2_100_000_000_000_000L), 8).toPlainString();
			if (read(text) != Double.parseDouble(text)) {
				others++;
			}
		}
		System.out.println("of 100000 amounts, other doubles: " + others);
		System.out.println("10974336.13056463 is " + BigDecimal.valueOf(read("10974336.13056463")).toPlainString());
		try {
			System.out.println("7791215246800821.4 is " + read("7791215246800821.4"));
		}
		catch (Exception ex) {
			System.out.println("7791215246800821.4 is " + ex.getClass().getName());
		}
		byte[] list = "[10974336.13056463]".getBytes(StandardCharsets.UTF_8);
		System.out.println("as BigDecimal: " + JSON.deserializeList(BigDecimal.class, list, list.length).get(0));
	}

	private static double read(String number) throws Exception {
		byte[] list = ("[" + number + "]").getBytes(StandardCharsets.UTF_8);
		return JSON.deserializeList(Double.class, list, list.length).get(0);
	}

}
JAVA

echo "dsl-json 2.0.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: 0 other doubles, and every number is read"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='of 100000 amounts, other doubles: 19693
10974336.13056463 is 10974336.130564628
7791215246800821.4 is java.lang.ArrayIndexOutOfBoundsException
as BigDecimal: 10974336.13056463'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
