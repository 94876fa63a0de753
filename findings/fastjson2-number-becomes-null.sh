#!/usr/bin/env bash
# fastjson2 reads a number that no double holds as null, and the fraction of a whole number as nothing.
#
# Guess:   1e400 is an error, an infinity, or a BigDecimal, which fastjson2 makes of every other fraction. 1.9 asked
#          for as a long is an error, as 4294967296 asked for as an int is.
# Fact:    in a map or a list 1e400 is null, with no exception, and 1e-400 is 0; a field of type BigDecimal gets the
#          value, as with Gson. 1.9 as a long is 1.
# Cost:    a number that another service wrote becomes "not given", and an amount loses its fraction, where code relies
#          on the parser to refuse.
# Version: com.alibaba.fastjson2:fastjson2 2.0.57; com.google.code.gson:gson 2.11.0 beside it.
# Source:  RFC 8259, sections 3 and 6: 1e400 is a number, null is another value. RFC 8259 allows limits; its readers
#          then fail or approximate.
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
			<groupId>com.alibaba.fastjson2</groupId>
			<artifactId>fastjson2</artifactId>
			<version>2.0.57</version>
		</dependency>
		<dependency>
			<groupId>com.google.code.gson</groupId>
			<artifactId>gson</artifactId>
			<version>2.11.0</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.alibaba.fastjson2.JSON;
import com.google.gson.Gson;
import java.math.BigDecimal;
import java.util.Map;

class Show {

	public static class Quote {

		public BigDecimal price;

		public Long amount;

		public Integer count;

	}

	public static void main(String[] args) {
		System.out.println("fastjson2, map: " + JSON.parseObject("{\"price\":1e400,\"least\":1e-400}"));
		System.out.println("fastjson2, BigDecimal: " + JSON.parseObject("{\"price\":1e400}", Quote.class).price);
		System.out.println("gson, BigDecimal: " + new Gson().fromJson("{\"price\":1e400}", Quote.class).price);
		System.out.println("fastjson2, long 1.9: " + JSON.parseObject("{\"amount\":1.9}", Quote.class).amount);
		System.out.println("fastjson2, int 4294967296: " + refusal(() -> JSON.parseObject("{\"count\":4294967296}", Quote.class)));
		System.out.println("gson, long 1.9: " + refusal(() -> new Gson().fromJson("{\"amount\":1.9}", Quote.class)));
	}

	private static String refusal(Runnable reading) {
		try {
			reading.run();
			return "read";
		}
		catch (RuntimeException ex) {
			return "refused";
		}
	}

}
JAVA

echo "fastjson2 2.0.57, gson 2.11.0, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: no null; 1.9 and 4294967296 are refused"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='fastjson2, map: {"price":null,"least":0.0}
fastjson2, BigDecimal: 1E+400
gson, BigDecimal: 1E+400
fastjson2, long 1.9: 1
fastjson2, int 4294967296: refused
gson, long 1.9: refused'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
