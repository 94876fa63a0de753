#!/usr/bin/env bash
# In Nitrite one order without a price makes "price below 5" find nothing at all, once the price has an index.
#
# Guess:   an index changes how fast a query is, and a document without a value is just not found by it.
# Fact:    with an index on the field, lt, lte and between find no document while one document of the collection has
#          null there. gt finds the right ones. Without the index, or after that document is removed, all of them do.
# Cost:    a market order has no price: while one is stored, a buyer's query finds no offer at or below his limit. An
#          empty answer looks like an empty book; a test without the index, or without a market order, passes.
# Version: org.dizitart:nitrite 4.3.2, in memory.
# Source:  Nitrite's guide: an index makes searches on its field faster. The same query without it is shown, too.
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
			<groupId>org.dizitart</groupId>
			<artifactId>nitrite</artifactId>
			<version>4.3.2</version>
		</dependency>
		<dependency>
			<groupId>org.slf4j</groupId>
			<artifactId>slf4j-nop</artifactId>
			<version>2.0.17</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import static org.dizitart.no2.filters.FluentFilter.where;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dizitart.no2.Nitrite;
import org.dizitart.no2.collection.Document;
import org.dizitart.no2.collection.NitriteCollection;
import org.dizitart.no2.filters.Filter;
import org.dizitart.no2.index.IndexOptions;
import org.dizitart.no2.index.IndexType;

class Show {

	public static void main(String[] args) {
		Map<String, Filter> filters = new TreeMap<>(Map.of("below 5", where("price").lt(5L), "at most 5",
				where("price").lte(5L), "above 0", where("price").gt(0L), "from 0 to 5",
				where("price").between(0L, 5L)));
		for (boolean index : new boolean[] { false, true }) {
			try (Nitrite database = Nitrite.builder().openOrCreate()) {
				NitriteCollection orders = database.getCollection("orders");
				if (index) {
					orders.createIndex(IndexOptions.indexOptions(IndexType.NON_UNIQUE), "price");
				}
				for (long price : new long[] { 3, 1, 10 }) {
					orders.insert(Document.createDocument("id", "limit " + price).put("price", price));
				}
				String name = index ? "with an index" : "without an index";
				print(name, orders, filters);
				orders.insert(Document.createDocument("id", "market").put("price", null));
				print(name + ", with a market order", orders, filters);
				orders.remove(where("id").eq("market"));
				print(name + ", market order removed", orders, filters);
			}
		}
	}

	private static void print(String title, NitriteCollection orders, Map<String, Filter> filters) {
		System.out.println(title + ":");
		filters.forEach((name, filter) -> {
			TreeSet<Long> prices = new TreeSet<>();
			orders.find(filter).forEach((order) -> prices.add(order.get("price", Long.class)));
			System.out.println("  " + name + " " + prices);
		});
	}

}
JAVA

echo "nitrite 4.3.2, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: below 5 [1, 3] in every case"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='without an index:
  above 0 [1, 3, 10]
  at most 5 [1, 3]
  below 5 [1, 3]
  from 0 to 5 [1, 3]
without an index, with a market order:
  above 0 [1, 3, 10]
  at most 5 [1, 3]
  below 5 [1, 3]
  from 0 to 5 [1, 3]
without an index, market order removed:
  above 0 [1, 3, 10]
  at most 5 [1, 3]
  below 5 [1, 3]
  from 0 to 5 [1, 3]
with an index:
  above 0 [1, 3, 10]
  at most 5 [1, 3]
  below 5 [1, 3]
  from 0 to 5 [1, 3]
with an index, with a market order:
  above 0 [1, 3, 10]
  at most 5 []
  below 5 []
  from 0 to 5 []
with an index, market order removed:
  above 0 [1, 3, 10]
  at most 5 [1, 3]
  below 5 [1, 3]
  from 0 to 5 [1, 3]'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
