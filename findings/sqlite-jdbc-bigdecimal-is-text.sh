#!/usr/bin/env bash
# With SQLite's JDBC driver "price * quantity > ?" finds nothing when the parameter is a BigDecimal.
#
# Guess:   setBigDecimal(1, 10) and setDouble(1, 10) find the same rows.
# Fact:    setBigDecimal binds text. SQLite turns it into a number only beside a plain column of a numeric type; beside
#          an expression every number is less than every text. So "price > ?" is right, while "price * quantity > ?",
#          "round(price, 2) > ?" and "(select sum(quantity) from trade) > ?" find no row, and "< ?" finds all.
# Cost:    a limit on a sum or a product lets everything through or nothing, in the database that tests and desktop
#          applications use in place of the real one. Changing BigDecimal to double changes the result.
# Version: org.xerial:sqlite-jdbc 3.54.1.0; com.h2database:h2 2.4.240 beside it.
# Source:  java.sql.PreparedStatement.setBigDecimal: "converts this to an SQL NUMERIC value"; SQLite's "Datatypes", 4.2.
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
			<groupId>org.xerial</groupId>
			<artifactId>sqlite-jdbc</artifactId>
			<version>3.54.1.0</version>
		</dependency>
		<dependency>
			<groupId>com.h2database</groupId>
			<artifactId>h2</artifactId>
			<version>2.4.240</version>
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
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class Show {

	public static void main(String[] args) throws SQLException {
		String[] conditions = { "price > ?", "price * quantity > ?", "price * quantity < ?", "round(price, 2) > ?",
				"(select sum(quantity) from trade) > ?" };
		try (Connection sqlite = trades("jdbc:sqlite::memory:"); Connection h2 = trades("jdbc:h2:mem:trades")) {
			for (String condition : conditions) {
				System.out.println(condition + ": BigDecimal " + count(sqlite, condition, new BigDecimal("10"))
						+ ", double " + count(sqlite, condition, 10.0) + " (H2: "
						+ count(h2, condition, new BigDecimal("10")) + " and " + count(h2, condition, 10.0) + ")");
			}
		}
	}

	private static Connection trades(String url) throws SQLException {
		Connection connection = DriverManager.getConnection(url);
		try (Statement statement = connection.createStatement()) {
			statement.execute("create table trade (price numeric(18, 2), quantity numeric(18, 2))");
			statement.execute("insert into trade values (100, 5), (9, 20), (1, 1)");
		}
		return connection;
	}

	private static int count(Connection connection, String condition, Number parameter) throws SQLException {
		try (PreparedStatement query = connection.prepareStatement("select count(*) from trade where " + condition)) {
			if (parameter instanceof BigDecimal decimal) {
				query.setBigDecimal(1, decimal);
			}
			else {
				query.setDouble(1, parameter.doubleValue());
			}
			ResultSet result = query.executeQuery();
			result.next();
			return result.getInt(1);
		}
	}

}
JAVA

echo "sqlite-jdbc 3.54.1.0, h2 2.4.240"
echo "Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: four equal counts in each line"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='price > ?: BigDecimal 1, double 1 (H2: 1 and 1)
price * quantity > ?: BigDecimal 0, double 2 (H2: 2 and 2)
price * quantity < ?: BigDecimal 3, double 1 (H2: 1 and 1)
round(price, 2) > ?: BigDecimal 0, double 1 (H2: 1 and 1)
(select sum(quantity) from trade) > ?: BigDecimal 0, double 3 (H2: 3 and 3)'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
