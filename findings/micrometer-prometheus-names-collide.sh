#!/usr/bin/env bash
# Two Micrometer meters with different names become one Prometheus series, and the second is not counted.
#
# Guess:   meters with different names are different series; a clash would stop the registration.
# Fact:    the Prometheus registry drops endings that it reserves. The counters "trades" and "trades.total" are both
#          trades_total, and the second one is never scraped: its failed registration is one line in the log, and the
#          counter that the code got back counts on, so a test of it passes. The gauges "session.created" and
#          "orders.bucket" are exported as session and orders.
# Cost:    a dashboard shows some of the trades. An alert on session_created never fires, as that series does not exist.
# Version: micrometer-registry-prometheus 1.17.2 (managed by Spring Boot 4.1.2).
# Source:  the Micrometer reference, "Naming Meters": a registry adapts names to its system's convention. That the
#          adapted names may collide, and what becomes of the loser, is not said.
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
			<groupId>io.micrometer</groupId>
			<artifactId>micrometer-registry-prometheus</artifactId>
			<version>1.17.2</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

class Show {

	public static void main(String[] args) {
		var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		Counter trades = registry.counter("trades");
		Counter total = registry.counter("trades.total");
		trades.increment(2);
		total.increment(3);
		registry.gauge("session.created", 7);
		registry.gauge("orders.bucket", 9);
		System.out.println("the code counted 2 trades and 3 trades.total, and reads back " + trades.count() + " and "
				+ total.count());
		registry.scrape().lines().filter((line) -> !line.startsWith("#")).sorted().forEach(System.out::println);
	}

}
JAVA

echo "micrometer-registry-prometheus 1.17.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: two series for the counters, and session_created and orders_bucket for the gauges"
seen=$(java -cp 'lib/*' Show.java 2>log.txt)
seen+=$'\n'"$(grep -c 'same Prometheus name' log.txt) line in the log"
echo "$seen"

expected='the code counted 2 trades and 3 trades.total, and reads back 2.0 and 3.0
orders 9.0
session 7.0
trades_total 2.0
1 line in the log'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
