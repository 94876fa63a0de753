package io.darkswap.wasm.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.darkswap.wasm.TestLogs;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A real broker of Kafka, which is a controller, too, in a process of its own. It can be
 * killed and started again on the same port with the same data.
 */
public final class KafkaBroker implements AutoCloseable {

	/** Several brokers on a machine that is busy elect a controller more than once. */
	private static final Duration LONGEST_START = Duration.ofMinutes(5);

	private static final int ATTEMPTS = 5;

	/** Started for the first test class that needs it. */
	private static @Nullable KafkaBroker shared;

	private final Path folder;

	private final int port;

	private Process process;

	private KafkaBroker(Path folder, int port, Process process) {
		this.folder = folder;
		this.port = port;
		this.process = process;
	}

	/**
	 * Return the broker that the test classes of this process share, because a start
	 * takes seconds. It runs. Each test has topics of its own.
	 */
	public static synchronized KafkaBroker shared() throws IOException, InterruptedException {
		KafkaBroker broker = shared;
		if (broker == null) {
			Path folder = Files.createTempDirectory("darkswap-kafka-");
			broker = start(folder);
			shared = broker;
			Runtime.getRuntime().addShutdownHook(new Thread(broker::killQuietly));
		}
		else if (!broker.process.isAlive()) {
			broker.restart();
		}
		return broker;
	}

	private void killQuietly() {
		try {
			kill();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		TestLogs.delete(this.folder);
	}

	/**
	 * Start a broker with empty data.
	 * @param folder an empty folder
	 */
	public static KafkaBroker start(Path folder) throws IOException, InterruptedException {
		return start(folder, 1).get(0);
	}

	/**
	 * Start brokers of one cluster with empty data.
	 * @param folder an empty folder
	 * @param brokers their number
	 */
	public static List<KafkaBroker> start(Path folder, int brokers) throws IOException, InterruptedException {
		for (int attempt = 1;; attempt++) {
			List<KafkaBroker> started = startOnce(folder.resolve("brokers" + attempt), brokers);
			boolean ready = true;
			for (KafkaBroker broker : started) {
				ready &= broker.awaitReady(brokers);
			}
			if (ready) {
				return started;
			}
			started.forEach(KafkaBroker::close);
			if (attempt == ATTEMPTS) {
				throw new IllegalStateException("The brokers do not start: see the files output in " + folder);
			}
			// Another process may have taken one of the ports
		}
	}

	private static List<KafkaBroker> startOnce(Path folder, int brokers) throws IOException, InterruptedException {
		List<Integer> ports = freePorts(2 * brokers);
		String cluster = Uuid.randomUuid().toString();
		String voters = IntStream.range(0, brokers)
			.mapToObj((broker) -> "%d@127.0.0.1:%d".formatted(broker + 1, ports.get(brokers + broker)))
			.collect(Collectors.joining(","));
		List<KafkaBroker> started = new ArrayList<>();
		for (int broker = 0; broker < brokers; broker++) {
			Path own = folder.resolve("broker" + (broker + 1));
			configure(own, broker + 1, ports.get(broker), ports.get(brokers + broker), voters, cluster);
			started.add(new KafkaBroker(own, ports.get(broker), run(own)));
		}
		return started;
	}

	private static List<Integer> freePorts(int count) throws IOException {
		List<ServerSocket> sockets = new ArrayList<>();
		try {
			for (int i = 0; i < count; i++) {
				sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
			}
			return sockets.stream().map(ServerSocket::getLocalPort).toList();
		}
		finally {
			for (ServerSocket socket : sockets) {
				socket.close();
			}
		}
	}

	private static void configure(Path folder, int node, int port, int controllerPort, String voters, String cluster)
			throws IOException, InterruptedException {
		Files.createDirectories(folder);
		Path settings = folder.resolve("server.properties");
		Files.writeString(settings, """
				process.roles=broker,controller
				node.id=%1$d
				controller.quorum.voters=%2$s
				listeners=PLAINTEXT://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%4$d
				advertised.listeners=PLAINTEXT://127.0.0.1:%3$d
				controller.listener.names=CONTROLLER
				listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
				log.dirs=%5$s
				auto.create.topics.enable=false
				broker.session.timeout.ms=2000
				broker.heartbeat.interval.ms=500
				controller.quorum.fetch.timeout.ms=1000
				controller.quorum.election.timeout.ms=500
				num.io.threads=2
				num.network.threads=1
				offsets.topic.replication.factor=1
				transaction.state.log.replication.factor=1
				transaction.state.log.min.isr=1
				log.cleaner.dedupe.buffer.size=4194304
				""".formatted(node, voters, port, controllerPort,
				folder.resolve("data").toString().replace('\\', '/')));
		Process format = java(folder, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", settings.toString());
		if (format.waitFor() != 0) {
			throw new IllegalStateException("The storage is not formatted: see " + folder.resolve("output"));
		}
	}

	private static Process run(Path folder) throws IOException {
		return java(folder, "kafka.Kafka", folder.resolve("server.properties").toString());
	}

	private static Process java(Path folder, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx160m",
						"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile()))
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		return process;
	}

	/**
	 * Return whether the broker knows a number of brokers, before it ends or the time is
	 * over.
	 */
	private boolean awaitReady(int brokers) throws InterruptedException {
		long deadline = System.nanoTime() + LONGEST_START.toNanos();
		try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address(),
				CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 1000, CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
				1000))) {
			while (this.process.isAlive() && System.nanoTime() < deadline) {
				try {
					if (admin.describeCluster().nodes().get().size() >= brokers) {
						return true;
					}
				}
				catch (ExecutionException ex) {
					// Not yet
				}
			}
		}
		return false;
	}

	/** Return the addresses of all brokers for clients. */
	public static String addresses(List<KafkaBroker> brokers) {
		return brokers.stream().map(KafkaBroker::address).collect(Collectors.joining(","));
	}

	/** Return the address for clients. */
	public String address() {
		return "127.0.0.1:" + this.port;
	}

	/** Kill the process at once, as a failure would. */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly();
		this.process.waitFor(10, TimeUnit.SECONDS);
	}

	/**
	 * Start the broker again after it was killed. A connection of another process may
	 * have its port for a moment: then it ends at once, and is started once more.
	 */
	public void restart() throws IOException, InterruptedException {
		long deadline = System.nanoTime() + LONGEST_START.toNanos();
		do {
			this.process = run(this.folder);
			if (awaitReady(1)) {
				return;
			}
		}
		while (System.nanoTime() < deadline);
		throw new IllegalStateException("The broker does not start again (it %s): %s"
			.formatted(this.process.isAlive() ? "runs" : "has ended", Files.readString(this.folder.resolve("output"))));
	}

	/** Kill the process. */
	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
