package io.darkswap.wasm.autoconfigure.chain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server on the loopback address that answers with fixed JSON, and with 404 for every
 * other path.
 */
final class JsonServer implements AutoCloseable {

	private final HttpServer server;

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	private final List<Headers> requests = new CopyOnWriteArrayList<>();

	JsonServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			this.requests.add(exchange.getRequestHeaders());
			String answer = this.answers.get(exchange.getRequestURI().getPath());
			byte[] body = ((answer != null) ? answer : "nothing here").getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("Content-Type", (answer != null) ? "application/json" : "text/plain");
			exchange.sendResponseHeaders((answer != null) ? 200 : 404, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	JsonServer json(String path, String body) {
		this.answers.put(path, body);
		return this;
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Returns the headers of the requests so far. */
	List<Headers> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
