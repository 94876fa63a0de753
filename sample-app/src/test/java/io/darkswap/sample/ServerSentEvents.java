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
public final class ServerSentEvents implements AutoCloseable {

	private static final String END = "the end";

	private final InputStream body;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private ServerSentEvents(InputStream body) {
		this.body = body;
		Thread reader = new Thread(this::read, "server-sent-events");
		reader.setDaemon(true);
		reader.start();
	}

	/** Reads every event that is published after this method returns. */
	public static ServerSentEvents open(int port) throws IOException, InterruptedException {
		return open(port, "/api/events", "");
	}

	/**
	 * Reconnects as a browser does: with the id of the last event that it received, if
	 * any.
	 */
	public static ServerSentEvents open(int port, String path, String lastEventId)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
		if (!lastEventId.isEmpty()) {
			request.header("Last-Event-ID", lastEventId);
		}
		HttpResponse<InputStream> response = HttpClient.newHttpClient()
			.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
		return new ServerSentEvents(response.body());
	}

	private void read() {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(this.body, StandardCharsets.UTF_8))) {
			reader.lines().filter((line) -> !line.isEmpty()).forEach(this.lines::add);
		}
		catch (IOException | UncheckedIOException ex) {
			// The stream has ended, closed by either side.
		}
		this.lines.add(END);
	}

	/** Returns the next event other than a heartbeat. */
	public Event next() throws InterruptedException {
		long start = System.nanoTime();
		Event event = nextOrHeartbeat();
		while (event.name().equals("Heartbeat")) {
			assertThat(System.nanoTime() - start).as("Waiting for an event").isLessThan(TimeUnit.SECONDS.toNanos(20));
			event = nextOrHeartbeat();
		}
		return event;
	}

	public Event nextOrHeartbeat() throws InterruptedException {
		String id = "";
		long start = System.nanoTime();
		String line = nextLine();
		while (!line.startsWith("event:")) {
			assertThat(line).isNotEqualTo(END);
			assertThat(System.nanoTime() - start).as("Waiting for an event").isLessThan(TimeUnit.SECONDS.toNanos(20));
			id = line.startsWith("id:") ? line.substring("id:".length()) : id;
			line = nextLine();
		}
		return new Event(id, line.substring("event:".length()), nextOf("data:"));
	}

	/** Skips to the next event of a name. */
	public Event next(String name) throws InterruptedException {
		long start = System.nanoTime();
		Event event = next();
		while (!event.name().equals(name)) {
			assertThat(System.nanoTime() - start).as("Waiting for " + name).isLessThan(TimeUnit.SECONDS.toNanos(20));
			event = next();
		}
		return event;
	}

	private String nextOf(String field) throws InterruptedException {
		String line = nextLine();
		while (!line.startsWith(field)) {
			assertThat(line).isNotEqualTo(END);
			line = nextLine();
		}
		return line.substring(field.length());
	}

	public void awaitEnd() throws InterruptedException {
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
	 * @param id its id, empty if it has none
	 * @param name its name
	 * @param data its data
	 */
	public record Event(String id, String name, String data) {

		/** The run at the id's begin. */
		public String run() {
			return this.id.substring(0, this.id.indexOf('-'));
		}

		/** The number at the id's end. */
		public long number() {
			return Long.parseLong(this.id.substring(this.id.indexOf('-') + 1));
		}

	}

}
