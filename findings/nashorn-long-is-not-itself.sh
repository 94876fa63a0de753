#!/usr/bin/env bash
# In Nashorn an order's id is equal to itself up to 127, and to no id, its own among them, from 128 on.
#
# Guess:   a.id == b.id compares two Java longs as numbers, in a rule or a formula as in Java.
# Fact:    a long, even of a method that returns the primitive type, is boxed for each read, and == and === compare the
#          boxes. Java caches those of -128 to 127, so small ids are equal. a.id == a.id is false for 128 and true for
#          127, while a.id <= b.id and a.id >= b.id are both true. indexOf finds no id either. A number that is written
#          in the script is equal with ==, and never with ===. ints compare as numbers.
# Cost:    a rule such as "the same account on both sides" holds for the ids of the tests and for none in production,
#          without an error.
# Version: org.openjdk.nashorn:nashorn-core 15.6.
# Source:  ECMAScript, Strict Equality Comparison: numbers of the same value are equal. Nashorn's documents describe
#          access to Java's getters as properties, not that a long among them is an object.
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
			<groupId>org.openjdk.nashorn</groupId>
			<artifactId>nashorn-core</artifactId>
			<version>15.6</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;

public class Show {

	public record Order(long id, int lots) {

		public long getId() {
			return this.id;
		}

		public int getLots() {
			return this.lots;
		}

	}

	public static void main(String[] args) throws Exception {
		ScriptEngine engine = new ScriptEngineManager().getEngineByName("nashorn");
		for (int number : new int[] { 127, 128, 100000 }) {
			engine.put("a", new Order(number, number));
			engine.put("b", new Order(number, number));
			for (String rule : new String[] { "a.id == b.id", "a.id === b.id", "a.id == a.id", "a.id != b.id",
					"a.id <= b.id && a.id >= b.id", "a.id == " + number, "a.id === " + number,
					"[a.id].indexOf(b.id)", "a.lots == b.lots" }) {
				System.out.println(number + ": " + rule + " is " + engine.eval(rule));
			}
		}
	}

}
JAVA

echo "nashorn-core 15.6, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: the lines of 127, 128 and 100000 are the same"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='127: a.id == b.id is true
127: a.id === b.id is true
127: a.id == a.id is true
127: a.id != b.id is false
127: a.id <= b.id && a.id >= b.id is true
127: a.id == 127 is true
127: a.id === 127 is false
127: [a.id].indexOf(b.id) is 0.0
127: a.lots == b.lots is true
128: a.id == b.id is false
128: a.id === b.id is false
128: a.id == a.id is false
128: a.id != b.id is true
128: a.id <= b.id && a.id >= b.id is true
128: a.id == 128 is true
128: a.id === 128 is false
128: [a.id].indexOf(b.id) is -1.0
128: a.lots == b.lots is true
100000: a.id == b.id is false
100000: a.id === b.id is false
100000: a.id == a.id is false
100000: a.id != b.id is true
100000: a.id <= b.id && a.id >= b.id is true
100000: a.id == 100000 is true
100000: a.id === 100000 is false
100000: [a.id].indexOf(b.id) is -1.0
100000: a.lots == b.lots is true'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
