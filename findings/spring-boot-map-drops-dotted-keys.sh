#!/usr/bin/env bash
# Spring Boot keeps the dotted keys of a Map<String, Double> and drops those of a Map<String, BigDecimal>.
#
# Guess:   a map of scalars binds every property under its prefix, so fees.btc.usd is the key "btc.usd".
# Fact:    that holds for the wrappers, String, Boolean and enums only. With BigDecimal, BigInteger, Duration, DataSize,
#          URI or UUID as the value, entries whose key holds a dot are left out, without an error, a warning or
#          anything in the map. Changing Double to BigDecimal, as one does for money, empties part of the map.
# Cost:    a fee, a limit or a timeout that the operator wrote is not there, and the code's default applies.
# Version: spring-boot 4.1.2.
# Source:  the Spring Boot reference, "Binding Maps": for scalar values keys with a dot need no brackets. Scalars there
#          are enums and the types of java.lang; that the others are skipped silently is not said.
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
			<groupId>org.springframework.boot</groupId>
			<artifactId>spring-boot</artifactId>
			<version>4.1.2</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class Show {

	public static void main(String[] args) {
		bind(String.class, "1");
		bind(Long.class, "1");
		bind(Double.class, "0.1");
		bind(BigDecimal.class, "0.1");
		bind(BigInteger.class, "1");
		bind(Duration.class, "1s");
		bind(DataSize.class, "1B");
		bind(URI.class, "a:b");
	}

	private static <V> void bind(Class<V> type, String value) {
		var source = new MapConfigurationPropertySource(Map.of("fees.usd", value, "fees.btc.usd", value));
		Map<String, V> bound = new Binder(source).bind("fees", Bindable.mapOf(String.class, type)).get();
		System.out.println("Map<String, " + type.getSimpleName() + ">: " + new TreeMap<>(bound));
	}

}
JAVA

echo "spring-boot 4.1.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: each map holds btc.usd and usd"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='Map<String, String>: {btc.usd=1, usd=1}
Map<String, Long>: {btc.usd=1, usd=1}
Map<String, Double>: {btc.usd=0.1, usd=0.1}
Map<String, BigDecimal>: {usd=0.1}
Map<String, BigInteger>: {usd=1}
Map<String, Duration>: {usd=PT1S}
Map<String, DataSize>: {usd=1B}
Map<String, URI>: {usd=a:b}'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
