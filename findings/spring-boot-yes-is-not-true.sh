#!/usr/bin/env bash
# A property "yes" binds as true, yet Spring Boot's condition for true properties does not match it.
#
# Guess:   @ConditionalOnBooleanProperty sees the value that a boolean property of the same name is bound to.
# Fact:    binding reads "yes", "on" and "1" as true, and "no", "off" and "0" as false. The condition compares texts: only
#          "true", in any case, is true to it, and only "false" is false. Where a property has neither, neither condition
#          matches.
# Cost:    an operator sets enabled=on. The properties object says that the feature is on, and its beans do not exist;
#          with havingValue=false, "off" does not switch to the other bean. Nothing is logged.
# Version: spring-boot and spring-boot-autoconfigure 4.1.2.
# Source:  the javadoc of ConditionalOnBooleanProperty: it matches if a property "has a specific boolean value";
#          StringToBooleanConverter of Spring: true, on, yes and 1 are true.
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
			<artifactId>spring-boot-autoconfigure</artifactId>
			<version>4.1.2</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

class Show {

	public static void main(String[] args) {
		for (String value : new String[] { "true", "TRUE", "yes", "on", "1", "false", "no", "off", "0" }) {
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.getEnvironment().getPropertySources().addFirst(
						new MapPropertySource("values", Map.of("desk.enabled", value)));
				context.register(Desk.class);
				context.refresh();
				System.out.println(value + ": bound as "
						+ Binder.get(context.getEnvironment()).bind("desk.enabled", boolean.class).get()
						+ ", bean if true " + (context.containsBean("on") ? "exists" : "is missing")
						+ ", bean if false " + (context.containsBean("off") ? "exists" : "is missing"));
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Desk {

		@Bean
		@ConditionalOnBooleanProperty("desk.enabled")
		String on() {
			return "on";
		}

		@Bean
		@ConditionalOnBooleanProperty(name = "desk.enabled", havingValue = false)
		String off() {
			return "off";
		}

	}

}
JAVA

echo "spring-boot-autoconfigure 4.1.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: the bean if true exists where the property is bound as true, and the other one where it is bound as false"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='true: bound as true, bean if true exists, bean if false is missing
TRUE: bound as true, bean if true exists, bean if false is missing
yes: bound as true, bean if true is missing, bean if false is missing
on: bound as true, bean if true is missing, bean if false is missing
1: bound as true, bean if true is missing, bean if false is missing
false: bound as false, bean if true is missing, bean if false exists
no: bound as false, bean if true is missing, bean if false is missing
off: bound as false, bean if true is missing, bean if false is missing
0: bound as false, bean if true is missing, bean if false is missing'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
