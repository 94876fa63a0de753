#!/usr/bin/env bash
# In QuestDB 0.00000000005 = 0 is true and 0.00000000005 > 0 is false, in a filter; in a group it is another number.
#
# Guess:   = and < of a DOUBLE column compare the doubles, as in other databases, and the same way in each clause.
# Fact:    a filter takes doubles that differ by less than 1e-10 for equal, so every price below that is 0, is not
#          above 0, and two such prices are one. GROUP BY and CASE WHEN take them for different.
# Cost:    prices below 1e-10, as cheap tokens have them in BTC, vanish from WHERE price > 0 and are among those of
#          WHERE price <= 0; the rows that GROUP BY counts for a price are not those of WHERE price = it.
# Version: org.questdb:questdb 9.3.1.
# Source:  IEEE 754: 5e-11 is greater than 0; the SQL standard: the rows of a group are those not distinct from it.
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
			<groupId>org.questdb</groupId>
			<artifactId>questdb</artifactId>
			<version>9.3.1</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.DefaultCairoConfiguration;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.griffin.SqlExecutionContextImpl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class Show {

	public static void main(String[] args) throws Exception {
		String root = Files.createDirectory(Path.of("db")).toString();
		try (CairoEngine engine = new CairoEngine(new DefaultCairoConfiguration(root));
				SqlExecutionContextImpl context = new SqlExecutionContextImpl(engine, 1)
					.with(AllowAllSecurityContext.INSTANCE, null)) {
			engine.execute("create table t (id int, price double)", context);
			engine.execute("insert into t values (1, 0.0), (2, 0.00000000005), (3, 0.00000000009), "
					+ "(4, 0.00000000011), (5, 0.00000001)", context);
			for (String rest : List.of("where price > 0", "where price <= 0", "where price = 0", "where price <> 0",
					"where price = 0.00000000005", "where (case when price = 0 then 1 else 0 end) = 1")) {
				show(engine, context, "select id from t " + rest);
			}
			show(engine, context, "select min(id) from t group by price");
		}
	}

	private static void show(CairoEngine engine, SqlExecutionContextImpl context, String query) throws Exception {
		StringBuilder ids = new StringBuilder("# " + query + ":");
		try (RecordCursorFactory factory = engine.select(query, context);
				RecordCursor cursor = factory.getCursor(context)) {
			while (cursor.hasNext()) {
				ids.append(' ').append(cursor.getRecord().getInt(0));
			}
		}
		System.err.println(ids);
	}

}
JAVA

echo "questdb 9.3.1, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: row 1 has the price 0, rows 2 to 5 are above it"
seen=$(java --add-exports java.base/jdk.internal.misc=ALL-UNNAMED \
	--add-opens java.base/java.lang=ALL-UNNAMED -cp 'lib/*' Show.java 2>&1 >/dev/null |
	sed -n 's/^# //p')
echo "$seen"

expected='select id from t where price > 0: 4 5
select id from t where price <= 0: 1 2 3
select id from t where price = 0: 1 2 3
select id from t where price <> 0: 4 5
select id from t where price = 0.00000000005: 1 2 3 4
select id from t where (case when price = 0 then 1 else 0 end) = 1: 1
select min(id) from t group by price: 1 2 3 4 5'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
