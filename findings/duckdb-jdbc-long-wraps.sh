#!/usr/bin/env bash
# The sum of a bigint column, read with getLong from DuckDB, can be negative; getInt of 3000000000 is -1294967296.
#
# Guess:   a JDBC getter returns the value of the column or throws an SQLException.
# Fact:    DuckDB's driver cuts a value to its low bits. The sum of bigints has 128 bits there, so a total of 12e18
#          comes back as -6446744073709551616, and the largest unsigned number as -1. getBigDecimal is right. H2 throws
#          for each of these.
# Cost:    totals of token amounts with 18 decimals pass 2^63 at ten coins: the total turns negative, without an error.
# Version: duckdb_jdbc 1.4.1.0, h2 2.4.240.
# Source:  java.sql.ResultSet: getters throw an SQLException on failure, and no document of the driver says that values
#          are cut. H2 is the second opinion.
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
			<groupId>org.duckdb</groupId>
			<artifactId>duckdb_jdbc</artifactId>
			<version>1.4.1.0</version>
		</dependency>
		<dependency>
			<groupId>com.h2database</groupId>
			<artifactId>h2</artifactId>
			<version>2.4.240</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class Show {

	interface Getter {

		Object get(ResultSet row) throws SQLException;

	}

	public static void main(String[] args) throws SQLException {
		String total = "select sum(x) from (values (cast(6000000000000000000 as bigint)), (6000000000000000000)) t(x)";
		for (String url : new String[] { "jdbc:duckdb:", "jdbc:h2:mem:" }) {
			try (Connection connection = DriverManager.getConnection(url);
					Statement statement = connection.createStatement()) {
				show(statement, url + " sum of bigints", total, (row) -> row.getBigDecimal(1), (row) -> row.getLong(1));
				show(statement, url + " bigint", "select cast(3000000000 as bigint)", (row) -> row.getLong(1),
						(row) -> row.getInt(1));
				show(statement, url + " smallint", "select cast(300 as smallint)", (row) -> row.getInt(1),
						(row) -> row.getByte(1));
			}
		}
	}

	private static void show(Statement statement, String name, String query, Getter wide, Getter narrow)
			throws SQLException {
		try (ResultSet row = statement.executeQuery(query)) {
			row.next();
			Object value = wide.get(row);
			Object answer;
			try {
				answer = narrow.get(row);
			}
			catch (SQLException ex) {
				answer = "SQLException";
			}
			System.out.println(name + ": " + value + ", narrower getter " + answer);
		}
	}

}
JAVA

echo "duckdb_jdbc 1.4.1.0, h2 2.4.240, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: each narrower getter throws an SQLException"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='jdbc:duckdb: sum of bigints: 12000000000000000000, narrower getter -6446744073709551616
jdbc:duckdb: bigint: 3000000000, narrower getter -1294967296
jdbc:duckdb: smallint: 300, narrower getter 44
jdbc:h2:mem: sum of bigints: 12000000000000000000, narrower getter SQLException
jdbc:h2:mem: bigint: 3000000000, narrower getter SQLException
jdbc:h2:mem: smallint: 300, narrower getter SQLException'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
