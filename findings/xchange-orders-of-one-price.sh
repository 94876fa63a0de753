#!/usr/bin/env bash
# A sorted set of XChange's limit orders keeps one order of each price and drops the others.
#
# Guess:   LimitOrder implements Comparable for sorting a book, consistently with equals: two orders with different ids,
#          amounts and times are two elements. Two trades of one id and different prices are different.
# Fact:    compareTo looks at the side and the price alone. A TreeSet or TreeMap of orders, or a skip list, drops every
#          later order at the same price; a sorted list keeps them. Trade.equals looks at the id alone, so trades of two
#          markets or exchanges with the same number are equal.
# Cost:    depth and own orders vanish from a book that is kept sorted, without an error, as soon as two stand at one
#          price.
# Version: org.knowm.xchange:xchange-core 5.2.0.
# Source:  java.lang.Comparable: strongly recommended to be consistent with equals; a class that is not should say so.
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
			<groupId>org.knowm.xchange</groupId>
			<artifactId>xchange-core</artifactId>
			<version>5.2.0</version>
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
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.dto.trade.LimitOrder;

class Show {

	public static void main(String[] args) {
		List<LimitOrder> orders = List.of(order("a", 1, 100), order("b", 2, 100), order("c", 3, 101));
		System.out.println("first equals second: " + orders.get(0).equals(orders.get(1)) + ", compareTo: "
				+ orders.get(0).compareTo(orders.get(1)));
		System.out.println("orders in a HashSet: " + new HashSet<>(orders).size());
		System.out.println("orders in a TreeSet: " + new TreeSet<>(orders).size());
		Set<Trade> trades = new HashSet<>(List.of(trade(CurrencyPair.BTC_USD, 100)));
		trades.add(trade(CurrencyPair.ETH_USD, 7));
		System.out.println("trades of two markets in a HashSet: " + trades.size());
	}

	private static LimitOrder order(String id, int amount, int price) {
		return new LimitOrder(OrderType.BID, BigDecimal.valueOf(amount), CurrencyPair.BTC_USD, id, new Date(amount),
				BigDecimal.valueOf(price));
	}

	private static Trade trade(CurrencyPair pair, int price) {
		return new Trade.Builder().id("1").instrument(pair).price(BigDecimal.valueOf(price)).build();
	}

}
JAVA

echo "xchange-core 5.2.0, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: compareTo is not 0 where equals is false; 3, 3 and 2 elements"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='first equals second: false, compareTo: 0
orders in a HashSet: 3
orders in a TreeSet: 2
trades of two markets in a HashSet: 1'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
