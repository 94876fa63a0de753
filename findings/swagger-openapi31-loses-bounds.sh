#!/usr/bin/env bash
# In OpenAPI 3.1 "greater than 0" is documented as "0 or more", and the allowed numbers become text.
#
# Guess:   one annotated class gives the same rules in OpenAPI 3.0 and 3.1.
# Fact:    swagger-core writes @DecimalMin(value = "0", inclusive = false) as minimum 0 in 3.1, and "exclusive" is gone.
#          allowableValues and defaultValue of a number become strings, so that no number is a valid value of its own
#          schema. In 3.0 both are right, but a large maximum passes through a double and grows. @Positive is left out
#          in both.
# Cost:    a generated client sends an amount of 0 and is refused, or refuses each fee tier. springdoc writes 3.1 unless
#          it is configured otherwise.
# Version: swagger-core-jakarta 2.2.38 (of springdoc 3.0.0).
# Source:  JSON Schema 2020-12, the dialect of OpenAPI 3.1: exclusiveMinimum is a number of its own, and an enum value is
#          valid if it equals the instance.
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
			<groupId>io.swagger.core.v3</groupId>
			<artifactId>swagger-core-jakarta</artifactId>
			<version>2.2.38</version>
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
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;

class Show {

	static class Order {

		@DecimalMin(value = "0", inclusive = false)
		public BigDecimal amount;

		@Positive
		public BigDecimal price;

		@Schema(allowableValues = { "0.25", "0.5" }, defaultValue = "0.25")
		public BigDecimal fee;

		@Schema(maximum = "123456789012.12345678")
		public BigDecimal total;

	}

	public static void main(String[] args) throws Exception {
		show("3.0", ModelConverters.getInstance(false), Json.mapper());
		show("3.1", ModelConverters.getInstance(true), Json31.mapper());
	}

	private static void show(String version, ModelConverters converters, ObjectMapper mapper) throws Exception {
		var properties = mapper.readTree(mapper.writeValueAsString(converters.read(Order.class)))
			.at("/Order/properties");
		for (String name : new String[] { "amount", "price", "fee" }) {
			System.out.println(version + " " + name + ": " + properties.get(name));
		}
		System.out.println(version + " total: " + mapper.writeValueAsString(converters.read(Order.class))
			.replaceAll(".*\"maximum\":([0-9.]*).*", "maximum $1"));
	}

}
JAVA

echo "swagger-core 2.2.38, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: 3.0 and 3.1 have the same bounds and numbers"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='3.0 amount: {"minimum":0,"exclusiveMinimum":true,"type":"number"}
3.0 price: {"type":"number"}
3.0 fee: {"type":"number","default":0.25,"enum":[0.25,0.5]}
3.0 total: maximum 123456789012.12346
3.1 amount: {"type":"number","minimum":0}
3.1 price: {"type":"number"}
3.1 fee: {"type":"number","default":"0.25","enum":["0.25","0.5"]}
3.1 total: maximum 123456789012.12345678'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
