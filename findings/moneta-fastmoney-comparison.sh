#!/usr/bin/env bash
# FastMoney cannot be compared with, or multiplied by, a number that has six decimals.
#
# Guess:   FastMoney keeps five decimals of an amount (its documentation says so). Comparing it with an exact Money
#          answers true or false, a factor may have any decimals, and a quotient is rounded as Money rounds.
# Fact:    isLessThan, isEqualTo and multiply throw ArithmeticException for an argument beyond five decimals, also where
#          the answer or the product has fewer. divide cuts off instead of rounding: 2 / 3 is 0.66666. A factor given
#          as a double is accepted.
# Cost:    a limit check that works for months fails for the first price with six decimals, inside a comparison, where
#          nobody expects an exception.
# Version: org.javamoney.moneta:moneta-core 1.4.5.
# Source:  JSR 354, MonetaryAmount: comparisons throw MonetaryException if the currencies differ, nothing else.
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
			<groupId>org.javamoney.moneta</groupId>
			<artifactId>moneta-core</artifactId>
			<version>1.4.5</version>
		</dependency>
		<dependency>
			<groupId>org.slf4j</groupId>
			<artifactId>slf4j-nop</artifactId>
			<version>2.0.16</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.javamoney.moneta.FastMoney;
import org.javamoney.moneta.Money;

class Show {

	public static void main(String[] args) {
		FastMoney price = FastMoney.of(new BigDecimal("1.5"), "EUR");
		Money limit = Money.of(new BigDecimal("1.500001"), "EUR");
		show("Money is greater than FastMoney", () -> limit.isGreaterThan(price));
		show("FastMoney is less than Money", () -> price.isLessThan(limit));
		show("FastMoney equals in value", () -> price.isEqualTo(limit));
		show("Money 2 times 0.000005", () -> Money.of(2, "EUR").multiply(new BigDecimal("0.000005")).getNumber());
		show("FastMoney 2 times 0.000005", () -> FastMoney.of(2, "EUR").multiply(new BigDecimal("0.000005")).getNumber());
		show("the same factor as a double", () -> FastMoney.of(2, "EUR").multiply(0.000005).getNumber());
		show("FastMoney 2 / 3", () -> FastMoney.of(2, "EUR").divide(3).getNumber());
	}

	private static void show(String what, Callable<?> question) {
		try {
			System.out.println(what + ": " + question.call());
		}
		catch (Exception ex) {
			System.out.println(what + ": " + ex.getClass().getSimpleName());
		}
	}

}
JAVA

echo "moneta-core 1.4.5, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: true, true, false, 0.00001, 0.00001, 0.00001, 0.66667"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='Money is greater than FastMoney: true
FastMoney is less than Money: ArithmeticException
FastMoney equals in value: ArithmeticException
Money 2 times 0.000005: 0.00001
FastMoney 2 times 0.000005: ArithmeticException
the same factor as a double: 0.00001
FastMoney 2 / 3: 0.66666'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
