package io.darkswap.benchmarks.cluster;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.kafka.KafkaLogOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStorage;
import io.darkswap.wasm.wallet.HdWallet;

/**
 * A node of the cluster. As a process of its own, it trades until it is killed.
 */
final class TradingDesk implements AutoCloseable {

	static final int CALLERS = 8;

	/** The first one's books are traded alone; each is in another of four shards. */
	private static final List<TradingPair> PAIRS = Stream.of("3", "5", "2", "4")
		.map((rune) -> TradingPair.of("BTC/RUNE:840000:" + rune))
		.toList();

	private final SharedMemoryDarkSwapClient client;

	TradingDesk(LogStorage storage) {
		this.client = SharedMemoryDarkSwapClient.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
			.log(LogOptions.of(storage).withSnapshotInterval(Duration.ofDays(1)))
			.callTimeout(Duration.ofSeconds(60))
			.build();
		this.client.initialize();
	}

	static KafkaLogOptions options(Path directory, String brokers, String topic) {
		return KafkaLogOptions.of(directory, brokers, topic).withCreatedTopic(1).withDigestInterval(0);
	}

	/** Create an order and cancel it: two commands, and books that do not grow. */
	void trade() {
		trade(PAIRS.get(0));
	}

	/** Trade in one of four pairs. */
	void tradeAnyPair() {
		trade(PAIRS.get(ThreadLocalRandom.current().nextInt(PAIRS.size())));
	}

	private void trade(TradingPair pair) {
		UUID order = this.client
			.createOrder(new NewOrder(pair.base(), pair.quote(), OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN, null,
					Duration.ofDays(1)))
			.id();
		this.client.cancelOrder(order);
	}

	long applied() {
		return this.client.getLogStatus().orElseThrow().applied();
	}

	@Override
	public void close() {
		this.client.close();
	}

	/**
	 * Trade until the process is killed.
	 * @param arguments the directory, the brokers and the topic
	 */
	public static void main(String[] arguments) {
		TradingDesk desk = new TradingDesk(options(Path.of(arguments[0]), arguments[1], arguments[2]));
		for (int i = 0; i < CALLERS; i++) {
			new Thread(() -> {
				while (true) {
					desk.trade();
				}
			}).start();
		}
		System.out.println("trades");
	}

}
