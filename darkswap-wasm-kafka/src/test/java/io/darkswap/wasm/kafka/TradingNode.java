package io.darkswap.wasm.kafka;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.darkswap.wasm.SharedMemoryDarkSwapClient;

/**
 * A node in a process of its own, which prints the id of each order that it is answered.
 */
final class TradingNode {

	private static final int CALLERS = 4;

	private TradingNode() {
	}

	/**
	 * Run a node, kill it while it trades, and return the orders that it was answered.
	 * @param orders the number of orders after which it is killed
	 */
	static Set<UUID> killAfter(int orders, Path directory, String brokers, String topic) throws Exception {
		Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), TradingNode.class.getName(),
				directory.toString(), brokers, topic))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		Set<UUID> acknowledged = new HashSet<>();
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			String line = lines.readLine();
			while (line != null) {
				// The kill may break off the last line
				if (line.startsWith("order ") && line.endsWith("!")) {
					acknowledged.add(UUID.fromString(line.substring("order ".length(), line.length() - 1)));
				}
				if (acknowledged.size() == orders) {
					// Process would close the stream that is still to be read
					process.toHandle().destroyForcibly();
				}
				line = lines.readLine();
			}
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		return acknowledged;
	}

	/**
	 * Trade until the process is killed.
	 * @param arguments the directory, the brokers and the topic
	 */
	public static void main(String[] arguments) {
		SharedMemoryDarkSwapClient client = ClusterTests.started(
				ClusterTests.options(Path.of(arguments[0]), arguments[1], arguments[2]), ClusterTests.CALL_TIMEOUT);
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		for (int i = 0; i < CALLERS; i++) {
			callers.execute(() -> {
				while (true) {
					UUID id = client.createOrder(ClusterTests.sell("1", "100")).id();
					System.out.println("order " + id + "!");
				}
			});
		}
	}

}
