#!/usr/bin/env bash
# Agrona's maps and sets hand the same iterator to every loop, so a loop inside a loop ends both.
#
# Guess:   for (a : set) for (b : set) visits every pair, and a list filled from entrySet() holds the entries.
# Fact:    each collection keeps one iterator and resets it for the next caller. The inner loop uses up the outer one:
#          of 16 pairs 4 are visited. An entry is that iterator too, so a list of entries, or a sorted stream of them,
#          holds the same object n times. Copying a map with new ArrayList<>(entrySet()) is right, adding in a loop is
#          not. Nothing is thrown. Lists (IntArrayList) behave as expected.
# Cost:    netting, matching or comparing each with each silently covers a fraction of the pairs.
# Version: org.agrona:agrona 2.2.4.
# Source:  java.util.Map.Entry and Iterable allow independent iterators, and code takes them for granted. Agrona's
#          constructors name the switch: shouldAvoidAllocation, which is true by default.
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
			<groupId>org.agrona</groupId>
			<artifactId>agrona</artifactId>
			<version>2.2.4</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.Hashing;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.IntHashSet;
import org.agrona.collections.Object2ObjectHashMap;

class Show {

	public static void main(String[] args) {
		List<Integer> ids = List.of(1, 2, 3, 4);
		Set<Integer> agrona = new IntHashSet();
		agrona.addAll(ids);
		Set<Integer> independent = new IntHashSet(8, Hashing.DEFAULT_LOAD_FACTOR, false);
		independent.addAll(ids);
		List<Integer> list = new IntArrayList();
		list.addAll(ids);
		System.out.println("pairs of 4 in HashSet: " + pairs(new HashSet<>(ids)));
		System.out.println("pairs of 4 in IntArrayList: " + pairs(list));
		System.out.println("pairs of 4 in IntHashSet: " + pairs(agrona));
		System.out.println("pairs of 4 in IntHashSet with shouldAvoidAllocation false: " + pairs(independent));
		System.out.println("different entries of 4 from HashMap: " + entries(new HashMap<>()));
		System.out.println("different entries of 4 from Object2ObjectHashMap: " + entries(new Object2ObjectHashMap<>()));
	}

	private static int pairs(Iterable<Integer> values) {
		int pairs = 0;
		for (int first : values) {
			for (int second : values) {
				pairs++;
			}
		}
		return pairs;
	}

	private static int entries(Map<String, Integer> map) {
		for (String name : Arrays.asList("a", "b", "c", "d")) {
			map.put(name, 1);
		}
		List<Map.Entry<String, Integer>> collected = new ArrayList<>();
		for (Map.Entry<String, Integer> entry : map.entrySet()) {
			collected.add(entry);
		}
		Map<Object, Boolean> different = new IdentityHashMap<>();
		collected.forEach((entry) -> different.put(entry, true));
		return different.size();
	}

}
JAVA

echo "agrona 2.2.4, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: 16 pairs in each line, and 4 entries"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='pairs of 4 in HashSet: 16
pairs of 4 in IntArrayList: 16
pairs of 4 in IntHashSet: 4
pairs of 4 in IntHashSet with shouldAvoidAllocation false: 16
different entries of 4 from HashMap: 4
different entries of 4 from Object2ObjectHashMap: 1'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
