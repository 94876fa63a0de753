#!/usr/bin/env bash
# A histogram with buckets of 0.01, 0.5 and 1.5 counts every value as if it were a whole number.
#
# Guess:   serviceLevelObjectives(0.01, 0.5, 1, 1.5, 2), declared for doubles, counts 0.25 in the bucket up to 0.5.
# Fact:    values are rounded up before they are counted: the buckets up to 0.01 and 0.5 stay empty, and 1.25 is missing
#          in the bucket up to 1.5. The bounds are published as they were given. Sum, count and maximum are exact.
# Cost:    amounts in bitcoin, ratios and prices below one all fall into the bucket of 1. An alert on the share of
#          orders up to 0.5 never sees one.
# Version: micrometer-core and micrometer-registry-prometheus 1.17.2 (managed by Spring Boot 4.1.2).
# Source:  DistributionSummary.Builder.serviceLevelObjectives takes doubles since Micrometer 1.5. Prometheus: a bucket
#          "le" holds the values that are less than or equal to its bound.
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
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

class Show {

	public static void main(String[] args) {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		DistributionSummary amounts = DistributionSummary.builder("amount")
			.serviceLevelObjectives(0.01, 0.5, 1, 1.5, 2)
			.register(registry);
		for (double amount : new double[] { 0.001, 0.25, 0.75, 1.25 }) {
			amounts.record(amount);
		}
		registry.scrape().lines().filter((line) -> !line.startsWith("#")).forEach(System.out::println);
	}

}
JAVA

echo "micrometer 1.17.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: 0.001, 0.25, 0.75 and 1.25 make the counts 1, 2, 3, 4, 4"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='amount_bucket{le="0.01"} 0
amount_bucket{le="0.5"} 0
amount_bucket{le="1.0"} 3
amount_bucket{le="1.5"} 3
amount_bucket{le="2.0"} 4
amount_bucket{le="+Inf"} 4
amount_count 4
amount_sum 2.251
amount_max 1.25'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
