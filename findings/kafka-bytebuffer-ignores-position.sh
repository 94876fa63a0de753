#!/usr/bin/env bash
# Kafka's ByteBufferSerializer sends bytes before the buffer's position.
#
# Guess:   a ByteBuffer is sent as every other consumer of one takes it: from its position to its limit.
# Fact:    the position is ignored. After a 4-byte header was read, the header is sent again with the rest. A part of an
#          array (ByteBuffer.wrap(array, 1, 3)) is sent from the array's start. slice() gives the expected bytes.
# Cost:    the record is longer than it should be and starts with bytes of somebody else's: the consumer reads another
#          amount from it, or the bytes of a neighbouring record in a shared buffer leave the process.
# Version: kafka-clients 4.2.2 (managed by Spring Boot 4.1.2).
# Source:  java.nio.Buffer: relative and bulk operations work between position and limit. ByteBufferSerializer's own
#          javadoc says that the position is ignored; a user meets the class by name, in a configuration.
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
			<groupId>org.apache.kafka</groupId>
			<artifactId>kafka-clients</artifactId>
			<version>4.2.2</version>
		</dependency>
		<dependency>
			<groupId>org.slf4j</groupId>
			<artifactId>slf4j-nop</artifactId>
			<version>1.7.36</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.ByteBufferSerializer;

class Show {

	public static void main(String[] args) {
		byte[] array = "HEADpayload".getBytes(StandardCharsets.US_ASCII);
		ByteBuffer headerWasRead = ByteBuffer.wrap(array);
		headerWasRead.getInt();
		send("a slice after the header was read", headerWasRead.slice());
		send("the buffer itself", headerWasRead);
		send("a part of the array", ByteBuffer.wrap(array, 4, 3));
	}

	private static void send(String name, ByteBuffer buffer) {
		String expected = StandardCharsets.US_ASCII.decode(buffer.duplicate()).toString();
		byte[] sent = new ByteBufferSerializer().serialize("topic", buffer);
		System.out.println(name + ": a channel would write " + expected + ", Kafka sends "
				+ new String(sent, StandardCharsets.US_ASCII));
	}

}
JAVA

echo "kafka-clients 4.2.2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: both are the same in each line"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='a slice after the header was read: a channel would write payload, Kafka sends payload
the buffer itself: a channel would write payload, Kafka sends HEADpayload
a part of the array: a channel would write pay, Kafka sends HEADpay'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
