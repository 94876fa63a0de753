package io.darkswap.wasm.chain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * A server on the loopback address with the answers of a test.
 */
final class ChainStub implements AutoCloseable {

	/** The JSON-RPC method for the network, which has its own answers. */
	static final String GENESIS_METHOD = "btc_getblockhash";

	static final String SIGNET_GENESIS = "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6";

	static final String TESTNET_GENESIS = "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943";

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Map<String, Queue<HttpHandler>> handlers = new ConcurrentHashMap<>();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	ChainStub() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
					exchange.getRequestHeaders(), body));
			boolean network = body.contains(GENESIS_METHOD);
			next(network ? GENESIS_METHOD : exchange.getRequestURI().getRawPath()).handle(exchange);
		}
	}

	/** The last answer to a path is repeated. */
	private HttpHandler next(String path) {
		Queue<HttpHandler> queue = this.handlers.get(path);
		if (queue == null) {
			return answer(404, "text/plain", "nothing here");
		}
		synchronized (queue) {
			return (queue.size() > 1) ? queue.remove() : queue.element();
		}
	}

	/** Adds an answer to a path, after its other answers. */
	ChainStub on(String path, HttpHandler handler) {
		this.handlers.computeIfAbsent(path, (key) -> new ArrayDeque<>()).add(handler);
		return this;
	}

	ChainStub json(String path, String body) {
		return on(path, answer(200, "application/json", body));
	}

	ChainStub status(String path, int status) {
		return on(path, answer(status, "text/html", "<html>"));
	}

	static HttpHandler answer(int status, String type, String body) {
		return answer(status, type, body, Map.of());
	}

	static HttpHandler answer(int status, String type, String body, Map<String, String> headers) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return (exchange) -> {
			headers.forEach(exchange.getResponseHeaders()::add);
			exchange.getResponseHeaders().add("Content-Type", type);
			exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
			exchange.getResponseBody().write(bytes);
		};
	}

	/** Sends this part of an answer, and then nothing until the test ends. */
	HttpHandler beginning(String body) {
		return beginning(200, body);
	}

	HttpHandler beginning(int status, String body) {
		return (exchange) -> {
			if (!body.isEmpty()) {
				exchange.sendResponseHeaders(status, 0);
				exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
				exchange.getResponseBody().flush();
			}
			try {
				this.closed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		};
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	List<Request> requests() {
		return this.requests;
	}

	/** Returns the requests except those for the server's network. */
	List<Request> balanceRequests() {
		return this.requests.stream().filter((request) -> !request.isForNetwork()).toList();
	}

	/** Returns the requests for the server's network. */
	List<Request> networkRequests() {
		return this.requests.stream().filter(Request::isForNetwork).toList();
	}

	/** Returns the stub as a server with a path in its base URL. */
	ChainServer server(String path) {
		return server(url() + path, Duration.ofSeconds(10), 3);
	}

	static ChainServer server(String url, Duration readTimeout, int retries) {
		return ChainServer.builder(url)
			.readTimeout(readTimeout)
			.retries(retries)
			.maxResponseSize(100 * 1024)
			.optionNames((option) -> "test." + option.argument())
			.build();
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/** A request that the stub received. */
	record Request(String method, String uri, Headers headers, String body) {

		boolean isForNetwork() {
			return this.uri.endsWith("/block-height/0") || this.uri.endsWith("/status")
					|| this.body.contains(GENESIS_METHOD);
		}

		@Override
		public String toString() {
			return this.method + " " + this.uri;
		}

	}

}
