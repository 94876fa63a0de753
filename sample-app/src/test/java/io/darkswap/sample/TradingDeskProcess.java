package io.darkswap.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the application in its own JVM, so that its heap holds no data of the tests.
 */
public final class TradingDeskProcess implements AutoCloseable {

	private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Process process;

	private final BufferedReader output;

	private final int port;

	private TradingDeskProcess(Process process) throws IOException {
		this.process = process;
		this.output = process.inputReader();
		this.port = awaitReadiness(this.output);
	}

	/** Starts it from its class path and waits until it is ready. */
	static TradingDeskProcess start(List<String> jvmOptions, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(jvmOptions);
		command.addAll(List.of("-classpath",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				TradingDeskApplication.class.getName()));
		command.addAll(arguments);
		return start(command, 0);
	}

	/** Starts the packaged application with its log in a directory. */
	public static TradingDeskProcess startJar(Path jar, Path log, String... arguments) throws IOException {
		return startJarAt(0, jar, log, arguments);
	}

	/** Starts the packaged application on a port, with its log in a directory. */
	public static TradingDeskProcess startJarAt(int port, Path jar, Path log, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("-jar", jar.toString(), "--darkswap.log.directory=" + log));
		command.addAll(List.of(arguments));
		return start(command, port);
	}

	/** Starts the packaged application and waits until it is ready. */
	public static TradingDeskProcess startJar(Path jar, String... jvmOptions) throws IOException {
		return startJarAt(0, jar, jvmOptions);
	}

	/** Starts the packaged application on a port. */
	public static TradingDeskProcess startJarAt(int port, Path jar, String... jvmOptions) throws IOException {
		List<String> command = new ArrayList<>(List.of(jvmOptions));
		command.addAll(List.of("-jar", jar.toString(),
				"--darkswap.log.directory=" + Path.of("target", "logs", UUID.randomUUID().toString()),
				"--darkswap.log.segment-size=1MB", "--darkswap.log.flush=os"));
		return start(command, port);
	}

	private static TradingDeskProcess start(List<String> arguments, int port) throws IOException {
		List<String> command = new ArrayList<>(List.of(JDK.resolve("java").toString()));
		command.addAll(arguments);
		command.add("--server.port=" + port);
		return new TradingDeskProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	private static int awaitReadiness(BufferedReader output) throws IOException {
		List<String> lines = new ArrayList<>();
		int port = 0;
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			lines.add(line);
			Matcher matcher = PORT.matcher(line);
			if (matcher.find()) {
				port = Integer.parseInt(matcher.group(1));
			}
			if (line.contains("Started TradingDeskApplication")) {
				return port;
			}
		}
		throw new IOException("The application did not start:\n" + String.join("\n", lines));
	}

	public int port() {
		return this.port;
	}

	public String get(String path) throws IOException, InterruptedException {
		return exchange("GET", path, "").body();
	}

	public HttpResponse<String> exchange(String method, String path, String body)
			throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.method(method,
					body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
			.header("Content-Type", "application/json")
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString());
	}

	/** Creates an order that sells bitcoin, and returns its id. */
	public String sell(String quote, String amount, String price) throws IOException, InterruptedException {
		return JsonPath.read(exchange("POST", "/api/orders", """
				{"baseAsset": "BTC", "quoteAsset": "%s", "side": "SELL", "amount": "%s", "price": "%s",
				 "expirySeconds": 3600}""".formatted(quote, amount, price)).body(), "$.id");
	}

	/** Trades half a bitcoin with itself. */
	public void trade(String quote, String price) throws IOException, InterruptedException {
		String path = "/api/orders/%s/take".formatted(sell(quote, "0.5", price));
		assertThat(exchange("POST", path, "{\"amount\": \"0.5\"}").statusCode()).isEqualTo(201);
	}

	/** Sends SIGTERM, waits for the end and returns the remaining output. */
	String terminate() {
		// Process.destroy() would close the output with it.
		this.process.toHandle().destroy();
		return this.output.lines().collect(Collectors.joining("\n"));
	}

	/**
	 * Stops it as a machine that hangs does: connections stay open and nothing answers.
	 */
	public void suspend() throws IOException, InterruptedException {
		signal("STOP");
	}

	public void resume() throws IOException, InterruptedException {
		signal("CONT");
	}

	private void signal(String name) throws IOException, InterruptedException {
		Process signal = new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).start();
		assertThat(signal.waitFor()).isZero();
	}

	/** Kills it as the operating system does if memory is short. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/** Returns the exit code. */
	int awaitExit() throws InterruptedException {
		assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		return this.process.exitValue();
	}

	/** Dumps its whole heap, including garbage that is not yet collected. */
	Path dumpHeap(Path folder) throws IOException, InterruptedException {
		Path dump = folder.resolve("heap.hprof");
		Path messages = folder.resolve("jcmd.txt");
		Process command = new ProcessBuilder(JDK.resolve("jcmd").toString(), String.valueOf(this.process.pid()),
				"GC.heap_dump", "-all", dump.toString())
			.redirectErrorStream(true)
			.redirectOutput(messages.toFile())
			.start();
		assertThat(command.waitFor()).as(() -> read(messages)).isZero();
		assertThat(dump).as(() -> read(messages)).isNotEmptyFile();
		return dump;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
