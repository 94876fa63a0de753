#!/usr/bin/env bash
# With a certain jar on the class path Spring's RestClient sends a POST twice when the server answers 503.
#
# Guess:   a POST that is answered is sent once, because nobody knows whether it can be repeated; the caller sees the 503.
# Fact:    RestClient uses Apache's HttpClient if its jar is there, which any dependency may bring. That client waits for
#          the time of Retry-After, blocking the caller, and sends the POST with its body again. With the JDK's client,
#          which RestClient uses otherwise, it is sent once. The same holds for 429 and for a PUT, but not for 500.
# Cost:    an order that the server entered before it answered 503 is entered twice, and a call takes as long as the
#          server likes, whatever its timeouts are.
# Version: spring-web 7.0.10 and httpclient5 5.6.5 (managed by Spring Boot 4.1.2).
# Source:  RFC 9110, 9.2.2: a client "SHOULD NOT automatically retry a request with a non-idempotent method" unless it
#          knows that it is idempotent or was never applied.
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
			<artifactId>spring-web</artifactId>
			<version>7.0.10</version>
		</dependency>
		<dependency>
			<groupId>org.apache.httpcomponents.client5</groupId>
			<artifactId>httpclient5</artifactId>
			<version>5.6.5</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib
mkdir apache
mv lib/httpc*5*.jar apache/

cat >Show.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

class Show {

	private static final Queue<String> received = new ConcurrentLinkedQueue<>();

	public static void main(String[] args) throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			received.add(new String(exchange.getRequestBody().readAllBytes()));
			exchange.getResponseHeaders().set("Retry-After", "1");
			exchange.sendResponseHeaders(Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), -1);
			exchange.close();
		});
		server.start();
		RestClient client = RestClient.create("http://127.0.0.1:" + server.getAddress().getPort());
		for (String path : new String[] { "/503", "/429", "/500" }) {
			for (HttpMethod method : new HttpMethod[] { HttpMethod.POST, HttpMethod.PUT }) {
				System.out.println(args[0] + ": " + method + " answered " + path.substring(1) + " was received as "
						+ send(client, method, path));
			}
		}
		server.stop(0);
		System.exit(0);
	}

	private static Queue<String> send(RestClient client, HttpMethod method, String path) {
		received.clear();
		try {
			client.method(method).uri(path).body("buy 1").retrieve().toBodilessEntity();
		}
		catch (HttpServerErrorException | HttpClientErrorException ex) {
			// Expected.
		}
		return received;
	}

}
JAVA

echo "spring-web 7.0.10, httpclient5 5.6.5, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: each request is received once"
seen=$(java -cp 'lib/*' Show.java "JDK's client" 2>/dev/null; java -cp 'lib/*:apache/*' Show.java "Apache's client" 2>/dev/null)
echo "$seen"

expected="JDK's client: POST answered 503 was received as [buy 1]
JDK's client: PUT answered 503 was received as [buy 1]
JDK's client: POST answered 429 was received as [buy 1]
JDK's client: PUT answered 429 was received as [buy 1]
JDK's client: POST answered 500 was received as [buy 1]
JDK's client: PUT answered 500 was received as [buy 1]
Apache's client: POST answered 503 was received as [buy 1, buy 1]
Apache's client: PUT answered 503 was received as [buy 1, buy 1]
Apache's client: POST answered 429 was received as [buy 1, buy 1]
Apache's client: PUT answered 429 was received as [buy 1, buy 1]
Apache's client: POST answered 500 was received as [buy 1]
Apache's client: PUT answered 500 was received as [buy 1]"
diff <(echo "$expected") <(echo "$seen")
echo "still so"
