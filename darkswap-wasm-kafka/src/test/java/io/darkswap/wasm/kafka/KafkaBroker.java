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

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A real broker of Kafka, which is its own controller, in a process of its own. It can be
 * killed and started again on the same port with the same data.
 */
public final class KafkaBroker implements AutoCloseable {

	private static final Duration LONGEST_START = Duration.ofSeconds(60);

	private static final int ATTEMPTS = 5;

	private final Path folder;

	private final int port;

	private Process process;

	private KafkaBroker(Path folder, int port, Process process) {
		this.folder = folder;
		this.port = port;
		this.process = process;
	}

	/**
	 * Start a broker with empty data.
	 * @param folder an empty folder
	 */
	public static KafkaBroker start(Path folder) throws IOException, InterruptedException {
		for (int attempt = 1;; attempt++) {
			Path own = folder.resolve("broker" + attempt);
			int[] ports = freePorts();
			configure(own, ports[0], ports[1]);
			KafkaBroker broker = new KafkaBroker(own, ports[0], run(own));
			if (broker.awaitReady()) {
				return broker;
			}
			broker.kill();
			if (attempt == ATTEMPTS) {
				throw new IllegalStateException("The broker does not start: see " + own.resolve("output"));
			}
			// Another process may have taken one of the ports
		}
	}

	private static int[] freePorts() throws IOException {
		try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return new int[] { one.getLocalPort(), other.getLocalPort() };
		}
	}

	private static void configure(Path folder, int port, int controllerPort) throws IOException, InterruptedException {
		Files.createDirectories(folder);
		Path settings = folder.resolve("server.properties");
		Files.writeString(settings, """
				process.roles=broker,controller
				node.id=1
				controller.quorum.voters=1@127.0.0.1:%2$d
				listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
				advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
				controller.listener.names=CONTROLLER
				listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
				log.dirs=%3$s
				auto.create.topics.enable=false
				broker.session.timeout.ms=2000
				broker.heartbeat.interval.ms=500
				num.io.threads=2
				num.network.threads=1
				offsets.topic.replication.factor=1
				transaction.state.log.replication.factor=1
				transaction.state.log.min.isr=1
				log.cleaner.dedupe.buffer.size=4194304
				""".formatted(port, controllerPort, folder.resolve("data").toString().replace('\\', '/')));
		Process format = java(folder, "kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c",
				settings.toString());
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

	/** Return whether the broker answers, before it ends or the time is over. */
	private boolean awaitReady() throws InterruptedException {
		long deadline = System.nanoTime() + LONGEST_START.toNanos();
		try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address(),
				CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 1000, CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
				1000))) {
			while (this.process.isAlive() && System.nanoTime() < deadline) {
				try {
					if (!admin.describeCluster().nodes().get().isEmpty()) {
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

	/** Return the address for clients. */
	public String address() {
		return "127.0.0.1:" + this.port;
	}

	/** Kill the process at once, as a failure would. */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly();
		this.process.waitFor(10, TimeUnit.SECONDS);
	}

	/** Start the broker again after it was killed. */
	public void restart() throws IOException, InterruptedException {
		this.process = run(this.folder);
		if (!awaitReady()) {
			throw new IllegalStateException("The broker does not start again: see " + this.folder.resolve("output"));
		}
	}

	/** Kill the process. */
	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
