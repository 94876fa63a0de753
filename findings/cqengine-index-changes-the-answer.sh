#!/usr/bin/env bash
# In CQEngine the orders with a price of 1.0 are one order, and with an index on the price three.
#
# Guess:   an index makes a query faster and does not change what it finds.
# Fact:    equal and in compare with equals(), for which 1.0, 1.00 and 1 are three BigDecimals, as long as there is no
#          index or a HashIndex. With a NavigableIndex they are one number. not(equal) finds the orders at 1.00 and 1 in
#          each case, so with that index an order is both equal and not equal to 1.0.
# Cost:    an index that is added to make queries faster changes their results, and a count of the orders that equal
#          finds and of those that not(equal) finds comes to more than all.
# Version: com.googlecode.cqengine:cqengine 3.6.0.
# Source:  the readme of CQEngine: indexes accelerate queries, and without one a query falls back to iteration.
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
			<groupId>com.googlecode.cqengine</groupId>
			<artifactId>cqengine</artifactId>
			<version>3.6.0</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import static com.googlecode.cqengine.query.QueryFactory.between;
import static com.googlecode.cqengine.query.QueryFactory.equal;
import static com.googlecode.cqengine.query.QueryFactory.in;
import static com.googlecode.cqengine.query.QueryFactory.not;

import com.googlecode.cqengine.ConcurrentIndexedCollection;
import com.googlecode.cqengine.IndexedCollection;
import com.googlecode.cqengine.attribute.SimpleAttribute;
import com.googlecode.cqengine.index.hash.HashIndex;
import com.googlecode.cqengine.index.navigable.NavigableIndex;
import com.googlecode.cqengine.query.Query;
import com.googlecode.cqengine.query.option.QueryOptions;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;

class Show {

	static final SimpleAttribute<Order, BigDecimal> PRICE = new SimpleAttribute<>(Order.class, BigDecimal.class,
			"price") {

		@Override
		public BigDecimal getValue(Order order, QueryOptions options) {
			return order.price();
		}

	};

	public static void main(String[] args) {
		IndexedCollection<Order> none = orders();
		IndexedCollection<Order> hash = orders();
		hash.addIndex(HashIndex.onAttribute(PRICE));
		IndexedCollection<Order> navigable = orders();
		navigable.addIndex(NavigableIndex.onAttribute(PRICE));
		BigDecimal one = new BigDecimal("1.0");
		for (Query<Order> query : List.of(equal(PRICE, one), in(PRICE, one, BigDecimal.TEN), not(equal(PRICE, one)),
				between(PRICE, one, one))) {
			System.out.println(query + ": no index " + ids(none, query) + ", HashIndex " + ids(hash, query)
					+ ", NavigableIndex " + ids(navigable, query));
		}
	}

	private static IndexedCollection<Order> orders() {
		IndexedCollection<Order> orders = new ConcurrentIndexedCollection<>();
		orders.add(new Order(1, new BigDecimal("1.0")));
		orders.add(new Order(2, new BigDecimal("1.00")));
		orders.add(new Order(3, new BigDecimal("1")));
		orders.add(new Order(4, new BigDecimal("2.5")));
		return orders;
	}

	private static TreeSet<Integer> ids(IndexedCollection<Order> orders, Query<Order> query) {
		TreeSet<Integer> ids = new TreeSet<>();
		orders.retrieve(query).forEach((order) -> ids.add(order.id()));
		return ids;
	}

	record Order(int id, BigDecimal price) {
	}

}
JAVA

echo "cqengine 3.6.0, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: three times the same orders on each line"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='equal("price", 1.0): no index [1], HashIndex [1], NavigableIndex [1, 2, 3]
in("price", [10, 1.0]): no index [1], HashIndex [1], NavigableIndex [1, 2, 3]
not(equal("price", 1.0)): no index [2, 3, 4], HashIndex [2, 3, 4], NavigableIndex [2, 3, 4]
between("price", 1.0, 1.0): no index [1, 2, 3], HashIndex [1, 2, 3], NavigableIndex [1, 2, 3]'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
