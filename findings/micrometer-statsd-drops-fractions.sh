#!/usr/bin/env bash
# Over StatsD a counter that is increased by 0.9 stays at 0, however often, and a fee of one satoshi is 0.
#
# Guess:   Counter.increment(double) and a summary of doubles send the double.
# Fact:    each increment is cut to a whole number before it is sent, so what is below one is lost for good: 1.5 counts
#          as 1. Gauges and summaries are rounded to six decimals. The Prometheus registry keeps the same values whole.
# Cost:    fees, traded volumes and ratios read too low or zero, and only with one of the registries.
# Version: micrometer-registry-statsd and micrometer-registry-prometheus 1.17.2 (managed by Spring Boot 4.1.2).
# Source:  the javadoc of Counter.increment(double): "Amount to add to the counter".
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
			<artifactId>micrometer-registry-statsd</artifactId>
			<version>1.17.2</version>
		</dependency>
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
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.statsd.StatsdConfig;
import io.micrometer.statsd.StatsdMeterRegistry;
import java.util.function.Consumer;

class Show {

	public static void main(String[] args) {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		record(prometheus);
		prometheus.scrape().lines().filter((line) -> line.matches("(fee|volume)_(sum|total) .*"))
			.forEach(System.out::println);
		Consumer<String> sink = System.out::println;
		record(StatsdMeterRegistry.builder((StatsdConfig) (key) -> null).clock(Clock.SYSTEM).lineSink(sink).build());
		System.exit(0);
	}

	private static void record(MeterRegistry registry) {
		Counter volume = registry.counter("volume");
		volume.increment(0.9);
		volume.increment(0.9);
		volume.increment(1.5);
		registry.summary("fee").record(0.00000001);
		registry.summary("fee").record(0.00000546);
	}

}
JAVA

echo "micrometer 1.17.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: a volume of 3.3 and a fee of 5.47E-6 in both"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='fee_sum 5.47E-6
volume_total 3.3
volume:0|c|#statistic:count
volume:0|c|#statistic:count
volume:1|c|#statistic:count
fee:0|h
fee:0.000005|h'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
