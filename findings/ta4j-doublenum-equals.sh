#!/usr/bin/env bash
# In ta4j two amounts of a coin are equal as soon as they differ by less than a thousandth of a cent.
#
# Guess:   two numbers are equal if they have the same value, and equal numbers have equal hash codes (Object.equals).
# Fact:    DoubleNum.equals ignores differences below 0.00001, so 1 satoshi equals 2 satoshi and nothing at all, while
#          isEqual says no, and the hash codes differ. A set of three amounts keeps two or three of them, depending on
#          its buckets; a list "contains" what was never added. DecimalNum compares values, 1.0 equals 1, and hashes
#          them with their scale, so a set holds both.
# Cost:    a rule "volume equals zero", a cache or a grouping by price works for shares and fails for prices in
#          satoshi, without an error.
# Version: org.ta4j:ta4j-core 0.17.
# Source:  java.lang.Object: equals is transitive, and equal objects have equal hash codes.
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
			<groupId>org.ta4j</groupId>
			<artifactId>ta4j-core</artifactId>
			<version>0.17</version>
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ta4j.core.num.DecimalNum;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

class Show {

	public static void main(String[] args) {
		Num zero = DoubleNum.valueOf(0);
		Num satoshi = DoubleNum.valueOf(0.00000001);
		Num two = DoubleNum.valueOf(0.00000002);
		System.out.println("DoubleNum: 1e-8 equals 2e-8: " + satoshi.equals(two) + ", isEqual: " + satoshi.isEqual(two)
				+ ", same hash code: " + (satoshi.hashCode() == two.hashCode()));
		System.out.println("DoubleNum: 1e-8 equals 0: " + satoshi.equals(zero) + ", isZero: " + satoshi.isZero());
		System.out.println("DoubleNum: a list of 0 contains 1e-8: " + List.of(zero).contains(satoshi));
		Num one = DecimalNum.valueOf("1");
		Num decimal = DecimalNum.valueOf("1.0");
		System.out.println("DecimalNum: 1.0 equals 1: " + decimal.equals(one) + ", same hash code: "
				+ (decimal.hashCode() == one.hashCode()));
		Set<Num> prices = new HashSet<>(List.of(one));
		prices.add(decimal);
		System.out.println("DecimalNum: a set of 1 and 1.0 has " + prices.size());
	}

}
JAVA

echo "ta4j-core 0.17, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: equals false for different values, true only with the same hash code, and a set of 1"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='DoubleNum: 1e-8 equals 2e-8: true, isEqual: false, same hash code: false
DoubleNum: 1e-8 equals 0: true, isZero: false
DoubleNum: a list of 0 contains 1e-8: true
DecimalNum: 1.0 equals 1: true, same hash code: false
DecimalNum: a set of 1 and 1.0 has 2'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
