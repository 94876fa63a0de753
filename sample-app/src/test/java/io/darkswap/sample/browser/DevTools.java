package io.darkswap.sample.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The developer tools of one page or worker, over a connection of their own: the driver
 * reaches pages only.
 */
final class DevTools implements AutoCloseable {

	/** Readings of the heap's size, of which the lowest counts. */
	private static final int READINGS = 40;

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private final WebSocket socket;

	private DevTools(HttpClient http, URI address) {
		this.socket = http.newWebSocketBuilder().buildAsync(address, new Messages(this.answers)).join();
	}

	/** Connects to the browser's only target of a type, such as shared_worker. */
	static DevTools of(String debugger, String type) throws IOException, InterruptedException {
		HttpClient http = HttpClient.newHttpClient();
		String targets = http
			.send(HttpRequest.newBuilder(URI.create("http://" + debugger + "/json/list")).build(),
					HttpResponse.BodyHandlers.ofString())
			.body();
		List<String> addresses = JsonPath.read(targets, "$[?(@.type=='%s')].webSocketDebuggerUrl".formatted(type));
		assertThat(addresses).as("%s in %s", type, targets).hasSize(1);
		return new DevTools(http, URI.create(addresses.get(0)));
	}

	/**
	 * Returns the bytes of the objects that are in use. Events continue to arrive after a
	 * collection, so that every reading contains some garbage: the lowest of several is
	 * closest.
	 */
	double heap() throws InterruptedException {
		double lowest = Double.MAX_VALUE;
		for (int reading = 0; reading < READINGS; reading++) {
			send("HeapProfiler.collectGarbage");
			Number used = JsonPath.read(send("Runtime.getHeapUsage"), "$.result.usedSize");
			lowest = Math.min(lowest, used.doubleValue());
		}
		return lowest;
	}

	private String send(String method) throws InterruptedException {
		this.socket.sendText("{\"id\": 1, \"method\": \"%s\"}".formatted(method), true).join();
		String answer = this.answers.poll(30, TimeUnit.SECONDS);
		assertThat(answer).as("Answer to %s", method).contains("\"result\"");
		return answer;
	}

	@Override
	public void close() {
		this.socket.abort();
	}

	/** Joins the parts of each answer. Notices, which have no id, are ignored. */
	private static final class Messages implements WebSocket.Listener {

		private final BlockingQueue<String> answers;

		private final StringBuilder parts = new StringBuilder();

		Messages(BlockingQueue<String> answers) {
			this.answers = answers;
		}

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
			this.parts.append(part);
			if (last) {
				if (this.parts.indexOf("{\"id\":") == 0) {
					this.answers.add(this.parts.toString());
				}
				this.parts.setLength(0);
			}
			socket.request(1);
			return null;
		}

	}

}
