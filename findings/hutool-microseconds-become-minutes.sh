#!/usr/bin/env bash
# Hutool reads 00:00:00.123456Z as two minutes past, and 00:00:00.5 as 5 milliseconds.
#
# Guess:   DateUtil.parse reads the digits after the point as a fraction of a second.
# Fact:    fewer than three digits are a count of milliseconds: .5 is 5 ms and .12 is 12 ms. So are more than three
#          before a Z: .123456Z is 123456 ms. Before +00:00, or without a zone, .123456 is cut to 123 ms.
# Cost:    times with microseconds move by up to 999 seconds, times with their last zeros left out by up to 0.9
#          seconds; trades change their order, and one instant, written in two forms, is two times.
# Version: cn.hutool:hutool-core 5.8.40.
# Source:  ISO 8601 and RFC 3339: secfrac is a decimal fraction of a second, 1*DIGIT; java.time.Instant.parse.
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
			<groupId>cn.hutool</groupId>
			<artifactId>hutool-core</artifactId>
			<version>5.8.40</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import cn.hutool.core.date.DateUtil;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TimeZone;

class Show {

	public static void main(String[] args) {
		TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
		for (String fraction : List.of("", ".123", ".5", ".12", ".123456", ".999999")) {
			for (String zone : List.of("Z", "+00:00", "")) {
				String text = "2024-01-01T00:00:00" + fraction + zone;
				Instant right = OffsetDateTime.parse(zone.isEmpty() ? text + "Z" : text).toInstant();
				long late = DateUtil.parse(text).getTime() - right.toEpochMilli();
				System.out.println(text + ": " + DateUtil.parse(text).toInstant()
						+ ((late != 0) ? ", off by " + late + " ms" : ""));
			}
		}
	}

}
JAVA

echo "hutool-core 5.8.40, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: the milliseconds of each text"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='2024-01-01T00:00:00Z: 2024-01-01T00:00:00Z
2024-01-01T00:00:00+00:00: 2024-01-01T00:00:00Z
2024-01-01T00:00:00: 2024-01-01T00:00:00Z
2024-01-01T00:00:00.123Z: 2024-01-01T00:00:00.123Z
2024-01-01T00:00:00.123+00:00: 2024-01-01T00:00:00.123Z
2024-01-01T00:00:00.123: 2024-01-01T00:00:00.123Z
2024-01-01T00:00:00.5Z: 2024-01-01T00:00:00.005Z, off by -495 ms
2024-01-01T00:00:00.5+00:00: 2024-01-01T00:00:00.005Z, off by -495 ms
2024-01-01T00:00:00.5: 2024-01-01T00:00:00.005Z, off by -495 ms
2024-01-01T00:00:00.12Z: 2024-01-01T00:00:00.012Z, off by -108 ms
2024-01-01T00:00:00.12+00:00: 2024-01-01T00:00:00.012Z, off by -108 ms
2024-01-01T00:00:00.12: 2024-01-01T00:00:00.012Z, off by -108 ms
2024-01-01T00:00:00.123456Z: 2024-01-01T00:02:03.456Z, off by 123333 ms
2024-01-01T00:00:00.123456+00:00: 2024-01-01T00:00:00.123Z
2024-01-01T00:00:00.123456: 2024-01-01T00:00:00.123Z
2024-01-01T00:00:00.999999Z: 2024-01-01T00:16:39.999Z, off by 999000 ms
2024-01-01T00:00:00.999999+00:00: 2024-01-01T00:00:00.999Z
2024-01-01T00:00:00.999999: 2024-01-01T00:00:00.999Z'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
