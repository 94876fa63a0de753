package io.darkswap.wasm.trading;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.memory.MemoryUsage;
import io.darkswap.wasm.replication.BookLog;
import io.darkswap.wasm.signing.SignedOrder;
import org.jspecify.annotations.Nullable;

/**
 * The books of a client: one engine, or one for each shard of its log. Shards share
 * nothing but the listeners, and a pair with its orders and trades never moves: <pre>
 *  pair  --CRC-32 of its text, modulo the number of shards--+
 *  order --the shard whose books have it--------------------+--&gt; shard
 *  trade --its id (see {@link TradeIds})--------------------+
 * </pre> Thread-safe.
 */
public final class Shards implements AutoCloseable {

	private final List<Trading> all;

	private final Trading first;

	Shards(List<Trading> all) {
		this.all = List.copyOf(all);
		this.first = this.all.get(0);
	}

	/**
	 * Return the number of a pair's shard. It is part of what a log means: another one
	 * would look for the pair elsewhere.
	 * @param pair the pair's text
	 * @param shards the number of shards
	 * @return 0 to one less than the number of shards
	 */
	public static int number(String pair, int shards) {
		CRC32 crc = new CRC32();
		crc.update(pair.getBytes(StandardCharsets.US_ASCII));
		return (int) (crc.getValue() % shards);
	}

	/** Return all shards, by their numbers. */
	public List<Trading> all() {
		return this.all;
	}

	/** Return the first shard, which also refuses what belongs to none. */
	public Trading first() {
		return this.first;
	}

	/** Return the shard of a pair. An invalid pair has one, too, which refuses it. */
	public Trading of(@Nullable Asset base, @Nullable Asset quote) {
		return (this.all.size() == 1) ? first() : this.all.get(number(base + "/" + quote, this.all.size()));
	}

	/** Return the shard of an order's pair. */
	public Trading of(@Nullable NewOrder order) {
		return (order != null) ? of(order.base(), order.quote()) : first();
	}

	/** Return the shard of an order's pair. */
	public Trading of(@Nullable SignedOrder order) {
		return (order != null) ? of(order.order().baseAsset(), order.order().quoteAsset()) : first();
	}

	/**
	 * Return the one shard of all orders of a batch, which is all or nothing there alone.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if their pairs
	 * are in several
	 */
	public Trading ofAll(@Nullable List<NewOrder> orders) {
		return common(orders, this::of);
	}

	/** Return the shard of a batch, as {@link #ofAll} does. */
	public Trading ofAllSigned(@Nullable List<SignedOrder> orders) {
		return common(orders, this::of);
	}

	private <T> Trading common(@Nullable List<T> orders, Function<T, Trading> shardOf) {
		if (this.all.size() == 1 || orders == null || orders.isEmpty()) {
			return first();
		}
		List<Trading> shards = orders.stream().map(shardOf).toList();
		for (int i = 1; i < shards.size(); i++) {
			if (shards.get(i) != shards.get(0)) {
				throw DarkSwapException.invalidArgument(
						"orders[%s]: Its pair is in another shard than that of orders[0], and a batch is all or nothing within one: give the orders of each shard in a batch of their own (see getShard)",
						i);
			}
		}
		return shards.get(0);
	}

	/** Return the shard of a trade. */
	public Trading ofTrade(@Nullable UUID tradeId) {
		return (tradeId != null) ? this.all.get(TradeIds.shard(tradeId, this.all.size())) : first();
	}

	/**
	 * Return the shard for a read of an order.
	 * @throws DarkSwapException the first failure of a shard, such as that of
	 * {@link BookLog#catchUp}, if no other shard has the order
	 */
	public Trading toRead(@Nullable UUID orderId) {
		return holding(orderId, BookLog::catchUp);
	}

	/**
	 * Return the shard for a command on an order, also if another node entered it a
	 * moment ago.
	 * @throws DarkSwapException the first failure of a shard, such as that of
	 * {@link BookLog#reachEnd}, if no other shard has the order
	 */
	public Trading toChange(@Nullable UUID orderId) {
		return holding(orderId, BookLog::reachEnd);
	}

	/**
	 * Find the shard in the books as they are, and then in books that caught up: an order
	 * never moves. A shard that fails in the first search fails in the second one, too,
	 * which reports it.
	 */
	private Trading holding(@Nullable UUID orderId, Consumer<BookLog> catchUp) {
		if (this.all.size() == 1 || orderId == null) {
			return first();
		}
		return find(orderId, (log) -> {
		}, new ArrayList<>()).or(() -> {
			List<DarkSwapException> failures = new ArrayList<>();
			Optional<Trading> found = find(orderId, catchUp, failures);
			if (found.isEmpty() && !failures.isEmpty()) {
				throw failures.get(0);
			}
			return found;
		}).orElseGet(this::first);
	}

	/** Find the shard that has an order, also if others fail. */
	private Optional<Trading> find(UUID orderId, Consumer<BookLog> catchUp, List<DarkSwapException> failures) {
		for (Trading shard : this.all) {
			try {
				Optional.ofNullable(shard.log()).ifPresent(catchUp);
				if (shard.has(orderId)) {
					return Optional.of(shard);
				}
			}
			catch (DarkSwapException ex) {
				failures.add(ex);
			}
		}
		return Optional.empty();
	}

	/** Evict all orders of a maker, and return their number. */
	public int evictOrdersOf(String maker) {
		return this.all.stream().mapToInt((shard) -> shard.book().evictOrdersOf(maker)).sum();
	}

	/** Return the logs of all shards; none without a log. */
	List<BookLog> logs() {
		return this.all.stream().map(Trading::log).filter(Objects::nonNull).toList();
	}

	/** Return the engines of all shards. */
	List<Engine> engines() {
		return this.all.stream().map(Trading::engine).toList();
	}

	/** Return the sum of a number of each engine. */
	public int sum(ToIntFunction<Engine> number) {
		return engines().stream().mapToInt(number).sum();
	}

	/** Return the usage of the fullest memory, which is the first to refuse orders. */
	public MemoryUsage usage() {
		return this.all.stream()
			.map(Trading::usage)
			.max(Comparator.comparingDouble(MemoryUsage::fillLevel))
			.orElseThrow();
	}

	/**
	 * Take a snapshot of each shard.
	 * @return the sum of their positions
	 * @throws DarkSwapException as {@link Trading#snapshot} does
	 */
	public long snapshot() {
		return this.all.stream().mapToLong(Trading::snapshot).sum();
	}

	/** Return the state of each shard's log; none without a log. */
	public List<LogStatus> statuses() {
		return logs().stream().map(BookLog::status).toList();
	}

	/** Return one state of the logs of all shards, with the sums of their positions. */
	static LogStatus sum(List<LogStatus> shards) {
		LogStatus first = shards.get(0);
		if (shards.size() == 1) {
			return first;
		}
		Optional<Instant> oldest = shards.stream().allMatch((each) -> each.snapshotAt().isPresent())
				? shards.stream().map((each) -> each.snapshotAt().orElseThrow()).min(Comparator.naturalOrder())
				: Optional.empty();
		return new LogStatus(first.type(), sum(shards, LogStatus::position), sum(shards, LogStatus::durable),
				sum(shards, LogStatus::applied), sum(shards, LogStatus::snapshot), oldest,
				named(shards, LogStatus::damage),
				named(shards, (each) -> each.failure().stream().toList()).stream().findFirst());
	}

	private static long sum(List<LogStatus> shards, ToLongFunction<LogStatus> position) {
		return shards.stream().mapToLong(position).sum();
	}

	private static List<String> named(List<LogStatus> shards, Function<LogStatus, List<String>> sentences) {
		return IntStream.range(0, shards.size())
			.boxed()
			.flatMap((shard) -> sentences.apply(shards.get(shard))
				.stream()
				.map((sentence) -> "Shard %d: %s".formatted(shard, sentence)))
			.toList();
	}

	/** Close every shard, also if one fails. */
	@Override
	public void close() {
		close(this.all);
	}

	/** Close shards, each also if another fails. */
	static void close(List<Trading> shards) {
		if (!shards.isEmpty()) {
			try {
				shards.get(0).close();
			}
			finally {
				close(shards.subList(1, shards.size()));
			}
		}
	}

}
