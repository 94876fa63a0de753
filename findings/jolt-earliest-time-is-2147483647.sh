#!/usr/bin/env bash
# In Jolt the least of two times in milliseconds is 2147483647, and the greatest of 1.5 and 1 is 1.
#
# Guess:   =min and =max give the least and the greatest of the numbers in the list.
# Fact:    if all numbers are above 2147483647, =min is 2147483647, and if all are below -2147483648, =max is that.
#          If one number is whole and has the same digits before the point as the greatest one, it is the maximum: of
#          1.5 and 1, and of 1 and 1.9, both =min and =max are 1.
# Cost:    the first trade of every day was on January 25, 1970, when the times are milliseconds; and a highest price of
#          20999999.5 is 20999999 as soon as another price is that whole number.
# Version: com.bazaarvoice.jolt:jolt-core 0.1.8.
# Source:  the javadoc of com.bazaarvoice.jolt.modifier.function.Math, where max(1, 2l, 3d) is 3d: numbers of
#          different types are compared, and the greatest is returned with its own type.
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
			<groupId>com.bazaarvoice.jolt</groupId>
			<artifactId>jolt-core</artifactId>
			<version>0.1.8</version>
		</dependency>
		<dependency>
			<groupId>com.bazaarvoice.jolt</groupId>
			<artifactId>json-utils</artifactId>
			<version>0.1.8</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.bazaarvoice.jolt.Chainr;
import com.bazaarvoice.jolt.JsonUtils;
import java.util.List;

class Show {

	public static void main(String[] args) {
		for (String numbers : List.of("[3, 1, 2]", "[-1.5, -1.2]", "[1700000000456, 1700000000123]",
				"[3000000000.5, 4000000000.5]", "[-3000000000, -4000000000]", "[1.5, 1]", "[1, 1.9]",
				"[20999999.5, 20999999]")) {
			System.out.println(numbers + ": =min is " + of("=min", numbers) + ", =max is " + of("=max", numbers));
		}
	}

	private static Object of(String function, String numbers) {
		Object shift = JsonUtils.jsonToList("[{\"operation\": \"modify-overwrite-beta\", \"spec\": {\"result\": \""
				+ function + "(@(1,numbers))\"}}]");
		Object input = JsonUtils.jsonToObject("{\"numbers\": " + numbers + "}");
		return JsonUtils.jsonToMap(JsonUtils.toJsonString(Chainr.fromSpec(shift).transform(input))).get("result");
	}

}
JAVA

echo "jolt-core 0.1.8, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: the least and the greatest number of each list"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='[3, 1, 2]: =min is 1, =max is 3
[-1.5, -1.2]: =min is -1.5, =max is -1.2
[1700000000456, 1700000000123]: =min is 2147483647, =max is 1700000000456
[3000000000.5, 4000000000.5]: =min is 2147483647, =max is 4.0000000005E9
[-3000000000, -4000000000]: =min is -4000000000, =max is -2147483648
[1.5, 1]: =min is 1, =max is 1
[1, 1.9]: =min is 1, =max is 1
[20999999.5, 20999999]: =min is 20999999, =max is 20999999'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
