#!/usr/bin/env bash
# When an SSE connection ends within an event, two Java clients deliver the part that arrived: 21 instead of 2100.
#
# Guess:   an event counts once its closing blank line has arrived; the rest of a stream is dropped.
# Fact:    Spring's WebClient and Jersey take the end of the stream for the end of the event, even in the middle of a
#          line. LaunchDarkly's client drops the part, and okhttp-sse reports a failure. The response is complete for
#          HTTP, as it is when a proxy or a server ends a long stream in order.
# Cost:    a cut amount is a valid amount. It comes last before the client connects again, and no error is signalled.
# Version: spring-webflux 7.0.10 (managed by Spring Boot 4.1.2), jersey-media-sse 4.0.0, okhttp-sse 5.5.1,
#          okhttp-eventsource 4.1.1 (LaunchDarkly).
# Source:  HTML standard, 9.2.6: "If the file ends in the middle of an event, before the final empty line, the
#          incomplete event is not dispatched."
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
			<artifactId>spring-webflux</artifactId>
			<version>7.0.10</version>
		</dependency>
		<dependency>
			<groupId>org.glassfish.jersey.media</groupId>
			<artifactId>jersey-media-sse</artifactId>
			<version>4.0.0</version>
		</dependency>
		<dependency>
			<groupId>org.glassfish.jersey.core</groupId>
			<artifactId>jersey-client</artifactId>
			<version>4.0.0</version>
		</dependency>
		<dependency>
			<groupId>org.glassfish.jersey.inject</groupId>
			<artifactId>jersey-hk2</artifactId>
			<version>4.0.0</version>
		</dependency>
		<dependency>
			<groupId>com.squareup.okhttp3</groupId>
			<artifactId>okhttp-sse</artifactId>
			<version>5.5.1</version>
		</dependency>
		<dependency>
			<groupId>com.launchdarkly</groupId>
			<artifactId>okhttp-eventsource</artifactId>
			<version>4.1.1</version>
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
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.StreamException;
import com.sun.net.httpserver.HttpServer;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.glassfish.jersey.media.sse.EventInput;
import org.glassfish.jersey.media.sse.InboundEvent;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

class Show {

	public static void main(String[] args) throws Exception {
		byte[] cut = "data: 1900\n\ndata: 21".getBytes(StandardCharsets.US_ASCII);
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write(cut);
			exchange.close();
		});
		server.start();
		URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
		System.out.println("okhttp-sse: " + okHttp(uri));
		System.out.println("okhttp-eventsource: " + launchDarkly(uri));
		System.out.println("WebClient: " + webClient(uri));
		System.out.println("Jersey: " + jersey(uri));
		System.exit(0);
	}

	private static List<String> okHttp(URI uri) throws InterruptedException {
		List<String> seen = new ArrayList<>();
		CountDownLatch closed = new CountDownLatch(1);
		EventSources.createFactory(new OkHttpClient())
			.newEventSource(new Request.Builder().url(uri.toString()).build(), new EventSourceListener() {
				@Override
				public void onEvent(EventSource source, String id, String type, String data) {
					seen.add(data);
				}

				@Override
				public void onClosed(EventSource source) {
					closed.countDown();
				}

				@Override
				public void onFailure(EventSource source, Throwable failure, Response response) {
					seen.add("failed");
					closed.countDown();
				}
			});
		closed.await();
		return seen;
	}

	private static List<String> launchDarkly(URI uri) throws Exception {
		List<String> seen = new ArrayList<>();
		try (var source = new com.launchdarkly.eventsource.EventSource.Builder(uri)
			.errorStrategy(ErrorStrategy.alwaysThrow())
			.build()) {
			while (true) {
				seen.add(source.readMessage().getData());
			}
		}
		catch (StreamException endOfStream) {
			return seen;
		}
	}

	private static List<String> webClient(URI uri) {
		return WebClient.builder()
			.clientConnector(new JdkClientHttpConnector())
			.build()
			.get()
			.uri(uri)
			.retrieve()
			.bodyToFlux(String.class)
			.collectList()
			.block();
	}

	private static List<String> jersey(URI uri) {
		List<String> seen = new ArrayList<>();
		EventInput input = ClientBuilder.newClient().target(uri).request("text/event-stream").get(EventInput.class);
		for (InboundEvent event = input.read(); event != null; event = input.read()) {
			seen.add(event.readData());
		}
		return seen;
	}

}
JAVA

echo "Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: all four deliver 1900, and none delivers 21"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='okhttp-sse: [1900, failed]
okhttp-eventsource: [1900]
WebClient: [1900, 21]
Jersey: [1900, 21]'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
