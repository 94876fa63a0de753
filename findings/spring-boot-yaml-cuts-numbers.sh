#!/usr/bin/env bash
# In application.yaml 1.9 binds to a long property as 1; in application.properties the same value is refused.
#
# Guess:   the format of the file does not change the value of a property, nor whether it is valid.
# Fact:    the YAML loader makes numbers first, and binding cuts them: 1.9 becomes 1 and 0.00000001 becomes 0, for long
#          and BigInteger. A decimal is read as a double even where the property is a BigDecimal, so
#          123456789012.12345678 becomes 123456789012.12346. 0123 is 83, and a String property shows 0.00000001 as
#          1.0E-8. With quotes, or in a properties file, the value is exact or refused.
# Cost:    a fee of 1.9 sat/vB is paid as 1, and a minimum of 0.5 is no minimum. Nothing is logged.
# Version: spring-boot 4.1.2, snakeyaml 2.6.
# Source:  Spring Boot reference, "Externalized Configuration": YAML is supported "as an alternative to properties".
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
		<dependency>
			<groupId>org.yaml</groupId>
			<artifactId>snakeyaml</artifactId>
			<version>2.6</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ByteArrayResource;

class Show {

	public static void main(String[] args) throws IOException {
		Map<String, Class<?>> values = new LinkedHashMap<>();
		values.put("1.9", long.class);
		values.put("0.00000001", long.class);
		values.put("0123", long.class);
		values.put("123456789012.12345678", BigDecimal.class);
		values.put("1.10", BigDecimal.class);
		for (var entry : values.entrySet()) {
			String value = entry.getKey();
			Class<?> type = entry.getValue();
			System.out.println(value + " as " + type.getSimpleName() + ": properties "
					+ bind(new PropertiesPropertySourceLoader(), "fee=" + value, type) + ", YAML "
					+ bind(new YamlPropertySourceLoader(), "fee: " + value, type) + ", quoted YAML "
					+ bind(new YamlPropertySourceLoader(), "fee: \"" + value + "\"", type));
		}
	}

	private static Object bind(PropertySourceLoader loader, String text, Class<?> type) throws IOException {
		MutablePropertySources sources = new MutablePropertySources();
		loader.load("application", new ByteArrayResource(text.getBytes())).forEach(sources::addLast);
		try {
			return new Binder(ConfigurationPropertySources.from(sources)).bind("fee", type).get();
		}
		catch (BindException ex) {
			return "refused";
		}
	}

}
JAVA

echo "spring-boot 4.1.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: the three answers of a line are the same"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='1.9 as long: properties refused, YAML 1, quoted YAML refused
0.00000001 as long: properties refused, YAML 0, quoted YAML refused
0123 as long: properties 123, YAML 83, quoted YAML 123
123456789012.12345678 as BigDecimal: properties 123456789012.12345678, YAML 123456789012.12346, quoted YAML 123456789012.12345678
1.10 as BigDecimal: properties 1.10, YAML 1.1, quoted YAML 1.10'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
