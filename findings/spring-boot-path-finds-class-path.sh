#!/usr/bin/env bash
# Spring Boot binds a relative java.nio.file.Path to a directory of the class path, if one has that name.
#
# Guess:   a property of type Path is the text as Path.of reads it: "data" is data in the working directory, as in every
#          other program.
# Fact:    the converter asks the class path first. With a class path folder that holds a directory "data" (an exploded
#          build, a test, a container image with unpacked layers) the property becomes the absolute path of that
#          directory; from a jar, or once the directory is renamed, it is the working directory's. "./data" does not
#          help. A File property is the working directory's. Nothing is logged.
# Cost:    a database, a journal or an upload folder is written into the application's own classes on one machine and
#          beside it on another, and is gone with the next build.
# Version: org.springframework.boot:spring-boot 4.1.2.
# Source:  java.nio.file.Path.of; the reference on conversion of properties does not mention the class path for Path.
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
mkdir -p classes/data data

cat >Show.java <<'JAVA'
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class Show {

	public static void main(String[] args) {
		Path here = Path.of("").toAbsolutePath();
		for (String text : new String[] { "data", "./data", "other" }) {
			Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("path", text)));
			Path path = binder.bind("path", Path.class).get();
			File file = binder.bind("path", File.class).get();
			System.out.println(text + ": Path " + here.relativize(path.toAbsolutePath().normalize()) + ", File "
					+ here.relativize(file.toPath().toAbsolutePath().normalize()));
		}
	}

}
JAVA

echo "spring-boot 4.1.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: twice data, twice data, twice other"
seen=$(java -cp 'lib/*:classes' Show.java 2>/dev/null)
echo "$seen"

expected='data: Path classes/data, File data
./data: Path classes/data, File data
other: Path other, File other'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
