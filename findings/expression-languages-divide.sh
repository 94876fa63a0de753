#!/usr/bin/env bash
# In Spring's expressions 10 / 4 is 2 and in Jakarta EL it is 3, when both are BigDecimals.
#
# Guess:   an expression language divides BigDecimals to a useful number of digits, as it knows no scale to ask for: 10
#          / 4 is 2.5.
# Fact:    SpEL, Jakarta EL and OGNL keep the scale of the operands, so 1 / 3 is 0 and the result depends on how the
#          number was written: 1.00 / 3 is 0.33. SpEL and OGNL round half to even, EL rounds half up. MVEL, JEXL and
#          Groovy answer 2.5.
# Cost:    a fee, a share or an average in a rule, a cache key, a security expression or a page is zero or off by a half
#          for whole amounts, and right for amounts with decimals. The rule changes when it moves to another engine.
# Version: spring-expression 7.0.10 and tomcat-embed-el 11.0.27 (managed by Spring Boot 4.1.2), ognl 3.4.17,
#          commons-jexl3 3.5.0, mvel2 2.5.2.Final, groovy 5.0.8.
# Source:  the Spring reference, "Mathematical Operators", and Jakarta EL 6, "Binary operator {/, div}": A.divide(B,
#          ROUND_HALF_UP), which names no scale.
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
			<groupId>org.springframework</groupId>
			<artifactId>spring-expression</artifactId>
			<version>7.0.10</version>
		</dependency>
		<dependency>
			<groupId>org.apache.tomcat.embed</groupId>
			<artifactId>tomcat-embed-el</artifactId>
			<version>11.0.27</version>
		</dependency>
		<dependency>
			<groupId>ognl</groupId>
			<artifactId>ognl</artifactId>
			<version>3.4.17</version>
		</dependency>
		<dependency>
			<groupId>org.apache.commons</groupId>
			<artifactId>commons-jexl3</artifactId>
			<version>3.5.0</version>
		</dependency>
		<dependency>
			<groupId>org.mvel</groupId>
			<artifactId>mvel2</artifactId>
			<version>2.5.2.Final</version>
		</dependency>
		<dependency>
			<groupId>org.apache.groovy</groupId>
			<artifactId>groovy</artifactId>
			<version>5.0.8</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import jakarta.el.ELProcessor;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import ognl.Ognl;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.MapContext;
import org.mvel2.MVEL;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

class Show {

	public static void main(String[] args) throws Exception {
		String[][] divisions = { { "10", "4" }, { "1", "3" }, { "1.00", "3" }, { "7", "2" }, { "0.01", "3" } };
		for (String[] division : divisions) {
			Map<String, Object> numbers = Map.of("a", new BigDecimal(division[0]), "b", new BigDecimal(division[1]));
			System.out.println(division[0] + " / " + division[1] + ": SpEL " + spel(numbers) + ", EL " + el(numbers)
					+ ", OGNL " + Ognl.getValue("a / b", Ognl.createDefaultContext(numbers), numbers) + ", JEXL "
					+ new JexlBuilder().create().createExpression("a / b").evaluate(new MapContext(new HashMap<>(numbers)))
					+ ", MVEL " + MVEL.eval("a / b", new HashMap<>(numbers)) + ", Groovy "
					+ new GroovyShell(new Binding(new HashMap<>(numbers))).evaluate("a / b"));
		}
	}

	private static Object spel(Map<String, Object> numbers) {
		StandardEvaluationContext context = new StandardEvaluationContext();
		context.setVariables(numbers);
		return new SpelExpressionParser().parseExpression("#a / #b").getValue(context);
	}

	private static Object el(Map<String, Object> numbers) {
		ELProcessor processor = new ELProcessor();
		numbers.forEach(processor::defineBean);
		return processor.eval("a / b");
	}

}
JAVA

echo "Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: 10 / 4 is 2.5 and 1 / 3 is 0.333..., six times"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='10 / 4: SpEL 2, EL 3, OGNL 2, JEXL 2.5, MVEL 2.5, Groovy 2.5
1 / 3: SpEL 0, EL 0, OGNL 0, JEXL 0.3333333333333333333333333333333333, MVEL 0.3333333333333333333333333333333333, Groovy 0.3333333333
1.00 / 3: SpEL 0.33, EL 0.33, OGNL 0.33, JEXL 0.3333333333333333333333333333333333, MVEL 0.3333333333333333333333333333333333, Groovy 0.3333333333
7 / 2: SpEL 4, EL 4, OGNL 4, JEXL 3.5, MVEL 3.5, Groovy 3.5
0.01 / 3: SpEL 0.00, EL 0.00, OGNL 0.00, JEXL 0.003333333333333333333333333333333333, MVEL 0.003333333333333333333333333333333333, Groovy 0.0033333333'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
