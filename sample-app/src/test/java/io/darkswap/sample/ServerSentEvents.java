package io.darkswap.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads a stream of server-sent events, line by line.
 */
final class ServerSentEvents implements AutoCloseable {

	private static final String END = "the end";

	private final InputStream body;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private ServerSentEvents(InputStream body) {
		this.body = body;
		Thread reader = new Thread(this::read, "server-sent-events");
		reader.setDaemon(true);
		reader.start();
	}

	/** From when this returns on, events are read. */
	static ServerSentEvents open(int port) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/events")).build();
		HttpResponse<InputStream> response = HttpClient.newHttpClient()
			.send(request, HttpResponse.BodyHandlers.ofInputStream());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		return new ServerSentEvents(response.body());
	}

	private void read() {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(this.body, StandardCharsets.UTF_8))) {
			reader.lines().filter((line) -> !line.isEmpty()).forEach(this.lines::add);
		}
		catch (IOException | UncheckedIOException ex) {
			// Closed here, or broken off there: either way it has ended.
		}
		this.lines.add(END);
	}

	Event next() throws InterruptedException {
		String name = nextOf("event:");
		return new Event(name, nextOf("data:"));
	}

	String nextComment() throws InterruptedException {
		return nextOf(":");
	}

	private String nextOf(String field) throws InterruptedException {
		String line = nextLine();
		while (!line.startsWith(field)) {
			assertThat(line).isNotEqualTo(END);
			line = nextLine();
		}
		return line.substring(field.length());
	}

	void awaitEnd() throws InterruptedException {
		String line = nextLine();
		while (!line.equals(END)) {
			line = nextLine();
		}
	}

	private String nextLine() throws InterruptedException {
		String line = this.lines.poll(30, TimeUnit.SECONDS);
		assertThat(line).as("The next line").isNotNull();
		return line;
	}

	@Override
	public void close() throws IOException {
		this.body.close();
	}

	/**
	 * An event.
	 *
	 * @param name its name
	 * @param data its data
	 */
	record Event(String name, String data) {

	}

}
