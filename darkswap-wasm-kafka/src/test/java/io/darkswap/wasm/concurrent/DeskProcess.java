package io.darkswap.wasm.concurrent;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process of a {@link Desk}, as the test sees it: it runs commands in it, kills it,
 * pauses it and starts it again. Thread-safe.
 */
final class DeskProcess implements AutoCloseable {

	private static final int LONGEST_START_MILLIS = 120_000;

	private final Path directory;

	private final List<String> settings;

	private final Map<Long, CompletableFuture<Object>> waiting = new ConcurrentHashMap<>();

	private final AtomicLong numbers = new AtomicLong();

	private final CompletableFuture<?> ended = new CompletableFuture<>();

	private final Process process;

	private final Socket socket;

	private final ObjectOutputStream calls;

	private DeskProcess(Path directory, List<String> settings, Process process, Socket socket) throws IOException {
		this.directory = directory;
		this.settings = settings;
		this.process = process;
		this.socket = socket;
		this.calls = new ObjectOutputStream(socket.getOutputStream());
		this.calls.flush();
		ObjectInputStream answers = new ObjectInputStream(socket.getInputStream());
		Thread reader = new Thread(() -> read(answers), "desk-answers");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start a desk, and wait until it has the books of the topic.
	 * @param directory its directory, which may be that of a desk before
	 */
	static DeskProcess start(Path directory, String brokers, String topic, int partitions, int replicas,
			Duration callTimeout) throws IOException {
		return start(directory, List.of(brokers, topic, String.valueOf(partitions), String.valueOf(replicas),
				String.valueOf(callTimeout.toMillis())));
	}

	private static DeskProcess start(Path directory, List<String> settings) throws IOException {
		Files.createDirectories(directory);
		Path output = directory.resolveSibling("output");
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			List<String> command = new ArrayList<>(
					List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
							"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
							Desk.class.getName(), String.valueOf(server.getLocalPort()), directory.toString()));
			command.addAll(settings);
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			process.onExit().thenRun(() -> closeQuietly(server));
			server.setSoTimeout(LONGEST_START_MILLIS);
			Socket socket = server.accept();
			socket.setTcpNoDelay(true);
			return new DeskProcess(directory, settings, process, socket);
		}
		catch (IOException ex) {
			throw new IOException("The desk of %s does not start: %s".formatted(directory, Files.readString(output)),
					ex);
		}
	}

	private static void closeQuietly(ServerSocket server) {
		try {
			server.close();
		}
		catch (IOException ex) {
			// The desk has connected before
		}
	}

	private void read(ObjectInputStream answers) {
		try {
			while (true) {
				Desk.Answer answer = (Desk.Answer) answers.readObject();
				CompletableFuture<Object> caller = this.waiting.remove(answer.number());
				if (caller != null) {
					caller.complete(answer.value());
				}
			}
		}
		catch (IOException | ClassNotFoundException ex) {
			this.ended.complete(null);
			this.waiting.values().forEach((caller) -> caller.complete(NoAnswer.NO_ANSWER));
		}
	}

	/**
	 * Run a command, and wait for its answer.
	 * @return the answer; {@link NoAnswer} if the desk has none, or was killed
	 */
	Object call(int pair, Command command) {
		Object answer = call(new Desk.Call(this.numbers.incrementAndGet(), pair, command));
		if (answer instanceof String text && !text.equals("cancelled")) {
			throw new IllegalStateException("The desk of %s failed with %s".formatted(this.directory, text));
		}
		return answer;
	}

	/** Return the books of the desk, which runs. */
	Desk.Books books() {
		Object answer = call(new Desk.Call(this.numbers.incrementAndGet(), 0, null));
		if (answer instanceof Desk.Books books) {
			return books;
		}
		throw new IllegalStateException("The desk of %s answered %s".formatted(this.directory, answer));
	}

	private Object call(Desk.Call call) {
		CompletableFuture<Object> answer = new CompletableFuture<>();
		this.waiting.put(call.number(), answer);
		try {
			synchronized (this.calls) {
				this.calls.writeObject(call);
				this.calls.reset();
				this.calls.flush();
			}
		}
		catch (IOException ex) {
			answer.complete(NoAnswer.NO_ANSWER);
		}
		if (this.ended.isDone()) {
			// Nobody reads any more
			answer.complete(NoAnswer.NO_ANSWER);
		}
		return answer.join();
	}

	/** Kill the process, as a failure of its machine would. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		this.process.waitFor();
		this.ended.join();
	}

	/** Start the desk of the same directory again after it was killed. */
	DeskProcess startAgain() throws IOException {
		return start(this.directory, this.settings);
	}

	/** Stop the process, which keeps its connections. */
	void pause() throws IOException, InterruptedException {
		signal("STOP");
	}

	/** Continue the process after {@link #pause}. */
	void resume() throws IOException, InterruptedException {
		signal("CONT");
	}

	private void signal(String name) throws IOException, InterruptedException {
		int result = new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).inheritIO()
			.start()
			.waitFor();
		if (result != 0) {
			throw new IllegalStateException("The signal %s was not sent: %d".formatted(name, result));
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroyForcibly();
		this.socket.close();
	}

}
