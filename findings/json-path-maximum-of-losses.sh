#!/usr/bin/env bash
# JsonPath's max() of -3, -1 and -2 is 4.9E-324, and its sum() skips amounts that are text.
#
# Guess:   $.max() is the greatest of the numbers, as $.min() is the least; and sum() adds what a filter takes for an
#          amount, or refuses it.
# Fact:    the search for the maximum starts at Double.MIN_VALUE, which is the smallest double above zero, so no number
#          below it is ever found. sum(), avg(), min() and max() skip texts, while a filter takes "8" for 8.
# Cost:    the best of a list of losses, or the highest of negative balances, is a number next to 0 that is not in the
#          list. Where some amounts are text, the total is too small and the average is that of the others.
# Version: com.jayway.jsonpath:json-path 2.10.0.
# Source:  the table of functions in JsonPath's readme: max() "provides the max value of an array of numbers";
#          java.lang.Double.MIN_VALUE: "the smallest positive nonzero value of type double".
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
			<groupId>com.jayway.jsonpath</groupId>
			<artifactId>json-path</artifactId>
			<version>2.10.0</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.jayway.jsonpath.JsonPath;
import java.util.List;

class Show {

	public static void main(String[] args) {
		for (String numbers : List.of("[3, 1, 2]", "[-3, -1, -2]", "[-0.5]", "[-3, 0]")) {
			System.out.println(numbers + ": max() is " + JsonPath.read(numbers, "$.max()") + ", min() is "
					+ JsonPath.read(numbers, "$.min()"));
		}
		String fees = "[\"8\", 9, 11, \"12\"]";
		for (String function : List.of("sum()", "avg()", "min()", "max()", "length()")) {
			System.out.println(fees + ": " + function + " is " + JsonPath.read(fees, "$." + function));
		}
		System.out.println(fees + ": equal to 8 are " + JsonPath.read(fees, "$[?(@ == 8)]"));
	}

}
JAVA

echo "json-path 2.10.0, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: the maximum of [-3, -1, -2] is -1.0"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='[3, 1, 2]: max() is 3.0, min() is 1.0
[-3, -1, -2]: max() is 4.9E-324, min() is -3.0
[-0.5]: max() is 4.9E-324, min() is -0.5
[-3, 0]: max() is 4.9E-324, min() is -3.0
["8", 9, 11, "12"]: sum() is 20.0
["8", 9, 11, "12"]: avg() is 10.0
["8", 9, 11, "12"]: min() is 9.0
["8", 9, 11, "12"]: max() is 11.0
["8", 9, 11, "12"]: length() is 4
["8", 9, 11, "12"]: equal to 8 are ["8"]'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
