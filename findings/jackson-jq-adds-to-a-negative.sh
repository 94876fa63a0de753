#!/usr/bin/env bash
# In jackson-jq 5 ETH and 5 ETH, in wei, add up to -8.4 ETH.
#
# Guess:   an integer that is too large for a long becomes a double, as in jq, or a BigInteger, as Jackson reads it.
# Fact:    +, - and * of integers are done in long and wrap: 5000000000000000000 + 5000000000000000000 is
#          -8446744073709551616. A BigInteger that Jackson read from the input is cut to a long by these, too:
#          10000000000000000000 + 1 is -8446744073709551615.
# Cost:    a sum of amounts with 18 decimals is wrong from 9.3 coins on, without an error, while max of the same
#          amounts is right.
# Version: net.thisptr:jackson-jq 1.3.0 (jq 1.7 as its version).
# Source:  the manual of jq 1.7: the result of arithmetic is an IEEE 754 double, here 10000000000000000000.
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
			<groupId>net.thisptr</groupId>
			<artifactId>jackson-jq</artifactId>
			<version>1.3.0</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;

class Show {

	public static void main(String[] args) throws Exception {
		Scope scope = Scope.newEmptyScope();
		BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, scope);
		for (String amounts : List.of("[4000000000000000000,5000000000000000000]",
				"[5000000000000000000,5000000000000000000]", "[10000000000000000000,1]",
				"[10000000000000000000,1.5]")) {
			for (String query : List.of("add", ".[0] * 10", ".[0] - .[1]", "max")) {
				List<JsonNode> results = new ArrayList<>();
				JsonQuery.compile(query, Versions.JQ_1_7)
					.apply(Scope.newChildScope(scope), new ObjectMapper().readTree(amounts), results::add);
				System.out.println(amounts + " | " + query + ": " + results.get(0));
			}
		}
	}

}
JAVA

echo "jackson-jq 1.3.0, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: 5000000000000000000 + 5000000000000000000 is 10000000000000000000"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='[4000000000000000000,5000000000000000000] | add: 9000000000000000000
[4000000000000000000,5000000000000000000] | .[0] * 10: 3106511852580896768
[4000000000000000000,5000000000000000000] | .[0] - .[1]: -1000000000000000000
[4000000000000000000,5000000000000000000] | max: 5000000000000000000
[5000000000000000000,5000000000000000000] | add: -8446744073709551616
[5000000000000000000,5000000000000000000] | .[0] * 10: -5340232221128654848
[5000000000000000000,5000000000000000000] | .[0] - .[1]: 0
[5000000000000000000,5000000000000000000] | max: 5000000000000000000
[10000000000000000000,1] | add: -8446744073709551615
[10000000000000000000,1] | .[0] * 10: 7766279631452241920
[10000000000000000000,1] | .[0] - .[1]: -8446744073709551617
[10000000000000000000,1] | max: 10000000000000000000
[10000000000000000000,1.5] | add: 1.0E19
[10000000000000000000,1.5] | .[0] * 10: 7766279631452241920
[10000000000000000000,1.5] | .[0] - .[1]: 1.0E19
[10000000000000000000,1.5] | max: 10000000000000000000'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
