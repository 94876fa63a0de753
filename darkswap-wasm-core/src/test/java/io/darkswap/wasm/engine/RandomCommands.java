package io.darkswap.wasm.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.engine.abi.AssetLayout;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.OrderLayout;
import io.darkswap.wasm.engine.abi.RequestLayout;
import io.darkswap.wasm.loader.MemoryOptions;

/**
 * Commands of random arguments for a new engine, in the format that {@code replay.mjs} in
 * the engine's tests describes. The engine has few pages, so that its memory is exhausted
 * and the histories give up theirs.
 */
final class RandomCommands {

	static final MemoryOptions MEMORY = new MemoryOptions(3, 9, true);

	private static final List<String> NAMES = List.of("darkswap_create", "darkswap_open_market",
			"darkswap_create_order", "darkswap_cancel_order", "darkswap_get_order", "darkswap_best", "darkswap_sweep",
			"darkswap_take_order", "darkswap_take_begin", "darkswap_take_next", "darkswap_take_end",
			"darkswap_complete_trade", "darkswap_fail_trade", "darkswap_batch_begin", "darkswap_batch_create",
			"darkswap_batch_end", "darkswap_list_begin", "darkswap_list_next", "darkswap_levels_next",
			"darkswap_trades_next", "darkswap_candles_next", "darkswap_list_end", "darkswap_statistics",
			"darkswap_events_switch", "darkswap_events_next");

	private static final int MARKETS = 3;

	private static final int BATCH = 30;

	/** The smallest amounts cannot be paid at these prices. */
	private static final long PRICE_STEP = EngineAbi.LIMIT_ONE / 5_000;

	private static final byte[] NO_RECORDS = {};

	private final Random random;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private long now = 1_700_000_000_000_000L;

	private long orders;

	private long trades;

	private RandomCommands(long seed) {
		this.random = new Random(seed);
	}

	static byte[] make(long seed, int count) {
		RandomCommands commands = new RandomCommands(seed);
		commands.begin();
		for (int i = 0; i < count; i++) {
			commands.next();
		}
		return commands.bytes.toByteArray();
	}

	private void begin() {
		write(MEMORY.initial());
		write(MEMORY.maximum());
		write(NAMES.size());
		for (String name : NAMES) {
			this.bytes.write(name.length());
			this.bytes.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
		}
		step("create",
				request().putInt(RequestLayout.HEAP_END_OFFSET, MEMORY.initial() * Memory.PAGE_SIZE)
					.putInt(RequestLayout.CLOSED_ORDER_HISTORY_OFFSET, 50)
					.putInt(RequestLayout.TRADE_HISTORY_OFFSET, 400)
					.putLong(RequestLayout.INTERVAL_OFFSET, 5_000_000)
					.putInt(RequestLayout.FOREIGN_ORDERS_OFFSET, 500)
					.putInt(RequestLayout.FOREIGN_ORDERS_OF_MAKER_OFFSET, 400)
					.putLong(RequestLayout.FOREIGN_MEMORY_OFFSET, Long.MAX_VALUE)
					.putLong(RequestLayout.AMOUNT_OFFSET, 0));
		for (int market = 1; market <= MARKETS; market++) {
			step("open_market",
					request().putInt(RequestLayout.QUOTE_OFFSET + AssetLayout.TYPE_OFFSET, 1)
						.putLong(RequestLayout.QUOTE_OFFSET + AssetLayout.BLOCK_OFFSET, 840_000)
						.putLong(RequestLayout.QUOTE_OFFSET + AssetLayout.TRANSACTION_OFFSET, market));
		}
		step("events_switch", request().putInt(RequestLayout.COUNT_OFFSET, 1));
	}

	private void next() {
		this.now += this.random.nextInt(1_000);
		switch (this.random.nextInt(16)) {
			case 0, 1, 2, 3, 4 -> step("create_order", newOrder());
			case 5 -> batch();
			case 6 -> step("cancel_order", anyOrder());
			case 7 -> step("get_order", anyOrder());
			case 8, 9 -> step("take_order", anyOrder());
			case 10 -> takeBest();
			case 11 -> step(this.random.nextBoolean() ? "complete_trade" : "fail_trade", anyTrade());
			case 12 -> list();
			case 13 -> step("statistics", window());
			case 14 -> step(this.random.nextBoolean() ? "best" : "sweep", request());
			default -> step("events_next", request());
		}
	}

	private ByteBuffer newOrder() {
		return request().putLong(RequestLayout.ID_HIGH_OFFSET, 7)
			.putLong(RequestLayout.ID_LOW_OFFSET, ++this.orders)
			.putInt(RequestLayout.FLAGS_OFFSET, this.random.nextInt(4));
	}

	private ByteBuffer anyOrder() {
		return request().putLong(RequestLayout.ORDER_ID_HIGH_OFFSET, 7)
			.putLong(RequestLayout.ORDER_ID_LOW_OFFSET, lately(this.orders))
			.putLong(RequestLayout.ID_HIGH_OFFSET, 8)
			.putLong(RequestLayout.ID_LOW_OFFSET, ++this.trades);
	}

	private ByteBuffer anyTrade() {
		return request().putLong(RequestLayout.ID_HIGH_OFFSET, 8)
			.putLong(RequestLayout.ID_LOW_OFFSET, lately(this.trades));
	}

	private ByteBuffer window() {
		return request().putLong(RequestLayout.INTERVAL_OFFSET, 1 + this.random.nextInt(1_000_000))
			.putInt(RequestLayout.COUNT_OFFSET, 1 + this.random.nextInt(100));
	}

	private void takeBest() {
		step("take_begin",
				request().putLong(RequestLayout.ID_HIGH_OFFSET, 8)
					.putLong(RequestLayout.ID_LOW_OFFSET, ++this.trades)
					.putLong(RequestLayout.AMOUNT_OFFSET, 1 + this.random.nextInt(5_000)));
		this.trades += 20;
		step("take_next", request());
		step("take_end", request());
	}

	private void list() {
		step("list_begin", request());
		step("list_next", request());
		step("levels_next", request().putInt(RequestLayout.COUNT_OFFSET, this.random.nextInt(20)));
		step("trades_next", request());
		step("candles_next", window());
		step("list_end", request());
	}

	private void batch() {
		int count = 1 + this.random.nextInt(BATCH);
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		for (int i = 0; i < count; i++) {
			records.writeBytes(record(1 + i * MARKETS / count).array());
			records.writeBytes(random(EngineAbi.LIMIT_SIGNATURE_SIZE));
		}
		step("batch_begin", request().putInt(RequestLayout.COUNT_OFFSET, count)
			.putInt(RequestLayout.FLAGS_OFFSET, this.random.nextInt(4)), count, records.toByteArray());
		step("batch_create", request());
		step("batch_end", request());
	}

	/** An order of a batch; now and then one that is not valid. */
	private ByteBuffer record(int market) {
		return littleEndian(random(OrderLayout.SIZE)).putLong(OrderLayout.ID_HIGH_OFFSET, 7)
			.putLong(OrderLayout.ID_LOW_OFFSET, ++this.orders)
			.putLong(OrderLayout.AMOUNT_OFFSET, this.random.nextInt(1_000) + ((this.random.nextInt(100) == 0) ? 0 : 1))
			.putLong(OrderLayout.PRICE_OFFSET, 1_000 + this.random.nextInt(60))
			.putLong(OrderLayout.EXPIRES_AT_OFFSET, expiry())
			.putInt(OrderLayout.MARKET_OFFSET, market)
			.put(OrderLayout.SIDE_OFFSET, (byte) this.random.nextInt(2))
			.put(OrderLayout.MAKER_LENGTH_OFFSET, (byte) (1 + this.random.nextInt(EngineAbi.LIMIT_ADDRESS_MAX)));
	}

	/**
	 * A request that most commands accept, with garbage in the bytes that none of them
	 * reads.
	 */
	private ByteBuffer request() {
		return littleEndian(random(RequestLayout.SIZE))
			.putLong(RequestLayout.AMOUNT_OFFSET, 1 + this.random.nextInt(1_000))
			.putLong(RequestLayout.PRICE_OFFSET, PRICE_STEP * (1_000 + this.random.nextInt(60)))
			.putLong(RequestLayout.NOW_OFFSET, this.now)
			.putLong(RequestLayout.EXPIRES_AT_OFFSET, expiry())
			.putInt(RequestLayout.MARKET_OFFSET, 1 + this.random.nextInt(MARKETS))
			.putInt(RequestLayout.SIDE_OFFSET, this.random.nextInt(2))
			.putInt(RequestLayout.ADDRESS_LENGTH_OFFSET, 1 + this.random.nextInt(EngineAbi.LIMIT_ADDRESS_MAX))
			.put(RequestLayout.BASE_OFFSET, new byte[AssetLayout.SIZE]);
	}

	private long expiry() {
		return this.now + 1 + this.random.nextInt((this.random.nextInt(4) == 0) ? 4_000_000 : 300_000);
	}

	private long lately(long newest) {
		return Math.max(1, newest - this.random.nextInt(150));
	}

	private void step(String name, ByteBuffer request) {
		step(name, request, 0, NO_RECORDS);
	}

	private void step(String name, ByteBuffer request, int count, byte[] records) {
		write(NAMES.indexOf("darkswap_" + name));
		this.bytes.writeBytes(request.array());
		this.bytes.writeBytes(random(EngineAbi.LIMIT_SIGNATURE_SIZE));
		write(count);
		this.bytes.writeBytes(records);
	}

	private void write(int value) {
		this.bytes.writeBytes(littleEndian(new byte[Integer.BYTES]).putInt(0, value).array());
	}

	private byte[] random(int length) {
		byte[] random = new byte[length];
		this.random.nextBytes(random);
		return random;
	}

	private static ByteBuffer littleEndian(byte[] bytes) {
		return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

}
