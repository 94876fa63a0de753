package io.darkswap.wasm.concurrent;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradingLimits;
import io.darkswap.wasm.kafka.KafkaLogOptions;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.log.ReadConsistency;
import io.darkswap.wasm.wallet.HdWallet;
import org.jspecify.annotations.Nullable;

/**
 * A node of a cluster in a process of its own, which runs the commands that it receives
 * over a socket. All orders have the time to expiry of the model and all answers its time
 * of trades, because the time is that of the broker.
 */
final class Desk {

	/** The time of all commands, at which the model's orders have not expired. */
	static final long NOW = 0;

	static final long NEVER = Long.MAX_VALUE;

	private static final Duration LONG = Duration.ofDays(1);

	/** Digests are compared while the desks trade. */
	private static final int DIGEST_INTERVAL = 1000;

	private static final Asset BTC = Asset.bitcoin();

	private final SharedMemoryDarkSwapClient client;

	private Desk(SharedMemoryDarkSwapClient client) {
		this.client = client;
	}

	/**
	 * Run the commands of the process that started this one until it is gone.
	 * @param arguments the port of that process, the node's directory, the brokers, the
	 * topic, its partitions, its replicas and the call timeout in milliseconds
	 */
	public static void main(String[] arguments) throws Exception {
		KafkaLogOptions options = KafkaLogOptions.of(Path.of(arguments[1]), arguments[2], arguments[3])
			.withPartitions(Integer.parseInt(arguments[4]))
			.withCreatedTopic(Integer.parseInt(arguments[5]))
			.withRead(ReadConsistency.LINEARIZABLE)
			.withDigestInterval(DIGEST_INTERVAL);
		SharedMemoryDarkSwapClient client = start(LogOptions.of(options).withSnapshotInterval(Duration.ofSeconds(5)),
				Duration.ofMillis(Long.parseLong(arguments[6])));
		try (Socket driver = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
			new Desk(client).serve(driver);
		}
		// Its threads would keep a process whose driver was killed
		Runtime.getRuntime().halt(0);
	}

	/** Start a client, again while the brokers do not answer in time. */
	private static SharedMemoryDarkSwapClient start(LogOptions log, Duration callTimeout) {
		while (true) {
			SharedMemoryDarkSwapClient client = SharedMemoryDarkSwapClient.builder()
				.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
				// A full memory evicts trades, which the check of a history would miss
				.memory(new MemoryOptions(16, 4096, true))
				.limits(new TradingLimits(Set.of(), Integer.MAX_VALUE, OptionalInt.empty(), BigDecimal.ZERO))
				.log(log)
				.callTimeout(callTimeout)
				.build();
			try {
				client.initialize();
				return client;
			}
			catch (DarkSwapException ex) {
				client.close();
				if (ex.code() != ErrorCode.LOG_FAILED && ex.code() != ErrorCode.CALL_TIMED_OUT) {
					throw ex;
				}
				ex.printStackTrace();
			}
		}
	}

	private void serve(Socket driver) throws IOException, ClassNotFoundException {
		ExecutorService threads = Executors.newCachedThreadPool();
		driver.setTcpNoDelay(true);
		ObjectOutputStream answers = new ObjectOutputStream(driver.getOutputStream());
		answers.flush();
		ObjectInputStream calls = new ObjectInputStream(driver.getInputStream());
		while (true) {
			Call call;
			try {
				call = (Call) calls.readObject();
			}
			catch (EOFException ex) {
				return;
			}
			threads.execute(() -> send(answers, new Answer(call.number(), answer(call))));
		}
	}

	private static void send(ObjectOutputStream answers, Answer answer) {
		try {
			synchronized (answers) {
				answers.writeUnshared(answer);
				answers.reset();
				answers.flush();
			}
		}
		catch (IOException ex) {
			Runtime.getRuntime().halt(1);
		}
	}

	private Object answer(Call call) {
		try {
			return (call.command() != null) ? answer(Asset.rune("840000:" + call.pair()), call.command()) : books();
		}
		catch (DarkSwapException ex) {
			return switch (ex.code()) {
				case ORDER_NOT_FOUND, ORDER_NOT_OPEN, AMOUNT_EXCEEDS_REMAINING -> ex.code();
				case CALL_TIMED_OUT -> NoAnswer.NO_ANSWER;
				default -> ex.toString();
			};
		}
		catch (RuntimeException ex) {
			return ex.toString();
		}
	}

	private Object answer(Asset quote, Command command) {
		if (command instanceof Command.Create create) {
			return List.of(order(this.client.createOrder(newOrder(quote, create.orders().get(0)))));
		}
		if (command instanceof Command.Get get) {
			return order(this.client.getOrder(get.order()));
		}
		if (command instanceof Command.Cancel cancel) {
			this.client.cancelOrder(cancel.order());
			return "cancelled";
		}
		if (command instanceof Command.Take take) {
			return trade(this.client.takeOrder(take.order(), BigDecimal.valueOf(take.amount())));
		}
		if (command instanceof Command.TakeBest take) {
			return trades(this.client.takeBest(BTC, quote, take.side(), BigDecimal.valueOf(take.amount()),
					BigDecimal.valueOf(take.limit())));
		}
		if (command instanceof Command.GetOrders) {
			return this.client.getOrders(BTC, quote).stream().map(Desk::order).toList();
		}
		if (command instanceof Command.GetDepth get) {
			Depth depth = this.client.getDepth(BTC, quote, get.levels());
			return List.of(BookLevel.of(depth.bids()), BookLevel.of(depth.asks()));
		}
		if (command instanceof Command.GetTrades get) {
			return trades(this.client.getTrades(BTC, quote, get.limit()));
		}
		throw new IllegalArgumentException("No desk runs " + command);
	}

	private Books books() {
		LogStatus log = this.client.getLogStatus().orElseThrow();
		List<Long> positions = this.client.getLogStatuses().stream().map(LogStatus::applied).toList();
		return new Books(positions, ClientInvariants.digests(this.client), ClientInvariants.firstBroken(this.client),
				List.copyOf(log.damage()), log.failure().orElse(""));
	}

	private static NewOrder newOrder(Asset quote, BookOrder order) {
		return new NewOrder(BTC, quote, order.side(), BigDecimal.valueOf(order.amount()),
				BigDecimal.valueOf(order.price()), "maker", LONG);
	}

	private static BookOrder order(Order order) {
		BookOrder whole = BookOrder.of(order);
		return new BookOrder(whole.id(), whole.side(), whole.amount(), whole.remaining(), whole.price(), whole.status(),
				NEVER);
	}

	private static BookTrade trade(Trade trade) {
		BookTrade whole = BookTrade.of(trade);
		return new BookTrade(whole.order(), whole.amount(), whole.price(), NOW);
	}

	private static List<BookTrade> trades(List<Trade> trades) {
		return trades.stream().map(Desk::trade).toList();
	}

	/**
	 * A call of a desk.
	 *
	 * @param number identifies its answer
	 * @param pair the number of the pair
	 * @param command the command; {@code null} for the state of the books
	 */
	record Call(long number, int pair, @Nullable Command command) implements Serializable {

	}

	/**
	 * An answer of a desk.
	 *
	 * @param number the number of the call
	 * @param value what the model returns, or the text of an unexpected failure
	 */
	record Answer(long number, Object value) implements Serializable {

	}

	/**
	 * The books of a desk.
	 *
	 * @param positions the position of the newest command in each shard
	 * @param digests the digest of each shard
	 * @param brokenInvariant 0 if all hold
	 * @param damage what the log reports as damaged
	 * @param failure why the log has stopped; empty if it runs
	 */
	record Books(List<Long> positions, List<Long> digests, long brokenInvariant, List<String> damage,
			String failure) implements Serializable {

	}

}
