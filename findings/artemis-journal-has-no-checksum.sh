#!/usr/bin/env bash
# The Artemis journal returns a damaged record as if nothing had happened.
#
# Guess:   a journal that brokers keep their messages in notices a record whose bytes changed on disk, and stops,
#          skips it or reports it.
# Fact:    records carry their length at both ends, but no checksum. With one bit of one payload flipped in the file,
#          load() returns the other value in its place, calls no failure callback and throws nothing.
# Cost:    a replay after a disk error applies another amount than the one that was acknowledged. An application
#          that builds on this journal has to add a checksum to the payload.
# Version: org.apache.artemis:artemis-journal 2.53.0 (managed by Spring Boot 4.1.2), NIO files.
# Source:  the Artemis user manual, "Persistence", which presents the journal as the durable store of the broker. The
#          logs of Kafka, RocksDB and Lucene carry checksums for this.
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
			<groupId>org.apache.artemis</groupId>
			<artifactId>artemis-journal</artifactId>
			<version>2.53.0</version>
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

class Show {

	private static final Path FOLDER = Path.of("journal");

	public static void main(String[] args) throws Exception {
		JournalImpl journal = open();
		journal.start();
		journal.loadInternalOnly();
		for (int id = 1; id <= 3; id++) {
			byte[] order = ("sell " + id + "00 sat").getBytes(StandardCharsets.US_ASCII);
			journal.appendAddRecord(id, (byte) 1, order, true);
		}
		journal.stop();
		System.out.println("written: " + load());
		flipOneBit();
		System.out.println("with a bit flipped: " + load());
	}

	private static JournalImpl open() throws Exception {
		Files.createDirectories(FOLDER);
		return new JournalImpl(1 << 20, 2, 2, 0, 0, new NIOSequentialFileFactory(FOLDER.toFile(), 1), "orders", "log", 1);
	}

	private static List<String> load() throws Exception {
		List<String> loaded = new ArrayList<>();
		List<RecordInfo> records = new ArrayList<>();
		JournalImpl journal = open();
		journal.start();
		journal.load(records, new ArrayList<PreparedTransactionInfo>(), (id, put, deleted) -> loaded.add("failed " + id));
		journal.stop();
		records.forEach((record) -> loaded.add(new String(record.data, StandardCharsets.US_ASCII)));
		return loaded;
	}

	private static void flipOneBit() throws Exception {
		try (var files = Files.list(FOLDER)) {
			for (Path file : files.toList()) {
				byte[] content = Files.readAllBytes(file);
				int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("sell 200");
				if (at >= 0) {
					content["sell ".length() + at] ^= 4; // 2 becomes 6
					Files.write(file, content);
				}
			}
		}
	}

}
JAVA

echo "artemis-journal 2.53.0, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: an error, a failure callback or a missing record"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='written: [sell 100 sat, sell 200 sat, sell 300 sat]
with a bit flipped: [sell 100 sat, sell 600 sat, sell 300 sat]'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
