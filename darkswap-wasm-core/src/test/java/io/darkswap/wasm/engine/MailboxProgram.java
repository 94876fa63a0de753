package io.darkswap.wasm.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.engine.abi.AssetLayout;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.MailboxLayout;
import io.darkswap.wasm.engine.abi.OrderLayout;
import io.darkswap.wasm.engine.abi.RequestLayout;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.pool.InstancePool;
import io.darkswap.wasm.pool.PooledInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program made of any bytes. They select the exports to call, on which of two
 * instances, and the bytes of the request, the signature and the records of a batch. Each
 * step first writes sensible values, from a few bytes, so that programs make progress;
 * then it overwrites any number of bytes anywhere.
 * <p>
 * The host's own inputs are left out: the instance's number, the memory's end, and
 * {@code create} and {@code recover}.
 */
final class MailboxProgram {

	private static final int PAGES_MAX = 12;

	private static final int MARKETS = 3;

	/** At the lowest prices, the smallest amounts cannot be paid. */
	private static final long PRICE_STEP = EngineAbi.LIMIT_ONE / 4;

	/** The mutations reach the request and the signature after it. */
	private static final List<String> EXPORTS = List.of("create_order", "create_order", "create_order", "create_order",
			"take_order", "take_order", "cancel_order", "evict_order", "get_order", "take_begin", "take_begin",
			"take_next", "take_end", "batch_begin", "batch_create", "batch_next", "batch_end", "list_begin",
			"list_next", "levels_next", "trades_next", "list_end", "open_market", "best", "sweep", "complete_trade",
			"fail_trade", "statistics", "candles_next", "events_switch", "events_next", "events_cursor", "mailbox");

	private static final int RECORD_HEAD = OrderLayout.MARKET_OFFSET + Long.BYTES;

	private final ByteBuffer program;

	private final Memory memory;

	private final List<Instance> instances;

	private final int[] mailboxes = new int[2];

	/**
	 * The instance that keeps a market locked, or -1: the other one would wait for it.
	 */
	private Hold hold = Hold.NOTHING;

	private int holder = -1;

	private MailboxProgram(byte[] program, Memory memory, List<Instance> instances) {
		this.program = ByteBuffer.wrap(program);
		this.memory = memory;
		this.instances = instances;
	}

	/** Runs a program in a memory of its own, and checks the final book. */
	static void run(SharedMemoryWasmLoader loader, byte[] bytes) {
		LoadedModule module = loader.load(DarkSwapClient.BUNDLED_URL, new MemoryOptions(1, PAGES_MAX, true));
		int heapEnd = module.memory().pages() * Memory.PAGE_SIZE;
		try (InstancePool<Instance> pool = new InstancePool<>(module, 2, Duration.ofSeconds(10),
				(instance) -> instance);
				PooledInstance<Instance> one = pool.borrow();
				PooledInstance<Instance> other = pool.borrow()) {
			MailboxProgram program = new MailboxProgram(bytes, module.memory(), List.of(one.value(), other.value()));
			program.begin(heapEnd);
			while (program.program.hasRemaining()) {
				program.step();
			}
			program.end();
		}
		finally {
			module.close();
		}
	}

	private void begin(int heapEnd) {
		for (int i = 0; i < 2; i++) {
			this.mailboxes[i] = (int) ask(i, "mailbox");
			this.memory.writeI32(this.mailboxes[i] + MailboxLayout.INSTANCE_OFFSET, i + 1);
		}
		int history = next();
		this.memory.writeI32(request(0) + RequestLayout.HEAP_END_OFFSET, heapEnd);
		this.memory.writeI32(request(0) + RequestLayout.CLOSED_ORDER_HISTORY_OFFSET, history & 15);
		this.memory.writeI32(request(0) + RequestLayout.TRADE_HISTORY_OFFSET, history >> 4);
		this.memory.writeLong(request(0) + RequestLayout.HASH_KEY_OFFSET, 1);
		this.memory.writeLong(request(0) + RequestLayout.INTERVAL_OFFSET, Long.MAX_VALUE);
		this.memory.writeI32(request(0) + RequestLayout.FOREIGN_ORDERS_OFFSET, 100);
		this.memory.writeI32(request(0) + RequestLayout.FOREIGN_ORDERS_OF_MAKER_OFFSET, 10);
		this.memory.writeLong(request(0) + RequestLayout.FOREIGN_MEMORY_OFFSET, (PAGES_MAX - 2) * Memory.PAGE_SIZE);
		assertThat(call(0, "create")).isZero();
		for (int market = 1; market <= MARKETS; market++) {
			writeSensible(0, market);
			assertThat(call(0, "open_market")).isZero();
		}
	}

	private void step() {
		int choice = next();
		int instance = (this.holder >= 0) ? this.holder : choice >> 7;
		String export = EXPORTS.get(choice % EXPORTS.size());
		writeSensible(instance, 1 + next() % MARKETS);
		mutate(instance);
		int error = call(instance, export);
		if (export.equals("mailbox") || export.equals("events_cursor")) {
			return;
		}
		assertThat(error).as(export).isBetween(EngineAbi.ERROR_OK, EngineAbi.ERROR_MEMORY_IS_RESERVED);
		assertThat(error).as(export).isNotEqualTo(EngineAbi.ERROR_POISONED);
		if (error == EngineAbi.ERROR_OK && (export.equals("batch_begin") || export.equals("batch_next"))) {
			writeRecords(instance);
		}
		this.hold = holdAfter(export, error);
		this.holder = (this.hold != Hold.NOTHING) ? instance : -1;
	}

	/** While an instance holds markets, the other would wait for them in this thread. */
	private Hold holdAfter(String export, int error) {
		boolean unfinished = error == EngineAbi.ERROR_UNFINISHED;
		return switch (export) {
			case "list_begin" -> (error == EngineAbi.ERROR_OK) ? Hold.LISTING : this.hold;
			case "list_end" -> endedBy(Hold.LISTING, error == EngineAbi.ERROR_OK);
			case "take_begin" -> (error == EngineAbi.ERROR_OK || unfinished) ? Hold.TAKING
					: endedBy(Hold.TAKING, error != EngineAbi.ERROR_WRONG_STATE);
			case "take_end" -> endedBy(Hold.TAKING, error == EngineAbi.ERROR_OK);
			case "batch_create" -> unfinished ? Hold.BATCH : endedBy(Hold.BATCH, true);
			case "batch_end" -> endedBy(Hold.BATCH, !unfinished);
			default -> this.hold;
		};
	}

	private Hold endedBy(Hold ended, boolean isOver) {
		return (this.hold == ended && isOver) ? Hold.NOTHING : this.hold;
	}

	private void end() {
		boolean held = this.holder >= 0;
		boolean ended = false;
		for (int instance : held ? new int[] { this.holder, 1 - this.holder } : new int[] { 0, 1 }) {
			boolean listing = finish(instance, "list_end") == EngineAbi.ERROR_OK;
			boolean taking = finish(instance, "take_end") == EngineAbi.ERROR_OK;
			assertThat(finish(instance, "batch_end")).isZero();
			ended |= listing || taking || this.hold == Hold.BATCH;
		}
		assertThat(ended).as("one of them ends the hold").isEqualTo(held);
		assertThat(ask(0, "check_invariants")).as("the first broken rule of invariants.c").isZero();
		assertThat(this.memory.pages()).isLessThanOrEqualTo(PAGES_MAX);
	}

	private int finish(int instance, String command) {
		int error = call(instance, command);
		while (error == EngineAbi.ERROR_UNFINISHED) {
			error = call(instance, command);
		}
		return error;
	}

	/** Ids, amounts, prices and times are few, so that commands meet. */
	private void writeSensible(int instance, int market) {
		int request = request(instance);
		long now = next();
		this.memory.writeLong(request + RequestLayout.ID_HIGH_OFFSET, 0);
		this.memory.writeLong(request + RequestLayout.ID_LOW_OFFSET, 1 + next() % 64);
		this.memory.writeLong(request + RequestLayout.ORDER_ID_HIGH_OFFSET, 0);
		this.memory.writeLong(request + RequestLayout.ORDER_ID_LOW_OFFSET, 1 + next() % 64);
		int trade = next();
		this.memory.writeLong(request + RequestLayout.AMOUNT_OFFSET, 1 + trade % 8);
		this.memory.writeLong(request + RequestLayout.PRICE_OFFSET, PRICE_STEP * (1 + (trade >> 3) % 8));
		this.memory.writeI32(request + RequestLayout.SIDE_OFFSET, trade >> 7);
		this.memory.writeLong(request + RequestLayout.NOW_OFFSET, now);
		this.memory.writeLong(request + RequestLayout.EXPIRES_AT_OFFSET, now + 1 + trade);
		this.memory.writeI32(request + RequestLayout.MARKET_OFFSET, market);
		this.memory.writeI32(request + RequestLayout.ADDRESS_LENGTH_OFFSET, 1 + trade % EngineAbi.LIMIT_ADDRESS_MAX);
		this.memory.writeI32(request + RequestLayout.FLAGS_OFFSET, trade & 3);
		this.memory.writeLong(request + RequestLayout.BASE_OFFSET + AssetLayout.BLOCK_OFFSET, market);
		this.memory.writeI32(request + RequestLayout.BASE_OFFSET + AssetLayout.TYPE_OFFSET, EngineAbi.ASSET_TYPE_RUNE);
		this.memory.writeI32(request + RequestLayout.QUOTE_OFFSET + AssetLayout.TYPE_OFFSET,
				EngineAbi.ASSET_TYPE_BITCOIN);
		this.memory.writeLong(request + RequestLayout.SINCE_OFFSET, now - trade);
		this.memory.writeLong(request + RequestLayout.INTERVAL_OFFSET, 1 + trade);
		this.memory.writeI32(request + RequestLayout.COUNT_OFFSET, trade);
	}

	private void mutate(int instance) {
		int count = next();
		for (int i = (count < 128) ? 0 : count - 128; i > 0; i--) {
			int place = (next() << 8 | next()) % (RequestLayout.SIZE + EngineAbi.LIMIT_SIGNATURE_SIZE);
			int address = (place < RequestLayout.SIZE) ? request(instance) + place
					: this.mailboxes[instance] + MailboxLayout.SIGNATURE_OFFSET + place - RequestLayout.SIZE;
			this.memory.writeByte(address, (byte) next());
		}
	}

	/** Writes the host's fields of the records, some of them invalid. */
	private void writeRecords(int instance) {
		int mailbox = this.mailboxes[instance];
		int listed = this.memory.readInt(mailbox + MailboxLayout.LISTED_OFFSET);
		assertThat(listed).isBetween(1, EngineAbi.LIMIT_PAGE_REFERENCES);
		int market = 1 + next() % MARKETS;
		for (int i = 0; i < listed; i++) {
			int record = this.memory.readInt(mailbox + MailboxLayout.PAGE_OFFSET + i * Integer.BYTES);
			int order = next();
			this.memory.writeLong(record + OrderLayout.ID_HIGH_OFFSET, 1);
			this.memory.writeLong(record + OrderLayout.ID_LOW_OFFSET, order * 240L + i);
			this.memory.writeLong(record + OrderLayout.AMOUNT_OFFSET, 1 + order % 8);
			this.memory.writeLong(record + OrderLayout.PRICE_OFFSET, PRICE_STEP * (1 + (order >> 3) % 8));
			this.memory.writeLong(record + OrderLayout.EXPIRES_AT_OFFSET, 256 + order);
			this.memory.writeI32(record + OrderLayout.MARKET_OFFSET, market);
			this.memory.writeByte(record + OrderLayout.SIDE_OFFSET, (byte) (order & 1));
			this.memory.writeByte(record + OrderLayout.MAKER_LENGTH_OFFSET, (byte) (1 + order % 90));
		}
		for (int i = next() % 4; i > 0; i--) {
			int record = this.memory.readInt(mailbox + MailboxLayout.PAGE_OFFSET + next() % listed * Integer.BYTES);
			int place = next() % (RECORD_HEAD + EngineAbi.LIMIT_ADDRESS_MAX);
			int offset = (place < RECORD_HEAD) ? place : OrderLayout.MAKER_OFFSET + place - RECORD_HEAD;
			this.memory.writeByte(record + offset, (byte) next());
		}
	}

	private int request(int instance) {
		return this.mailboxes[instance] + MailboxLayout.REQUEST_OFFSET;
	}

	/**
	 * Runs a command to its end and returns its error: between its calls it may keep
	 * markets locked, for which the other instance would wait.
	 */
	private int call(int instance, String command) {
		int error;
		do {
			this.instances.get(instance).export("darkswap_" + command).apply();
			error = this.memory.readInt(this.mailboxes[instance] + MailboxLayout.ERROR_OFFSET);
		}
		while (error == EngineAbi.ERROR_UNFINISHED);
		return error;
	}

	private long ask(int instance, String export) {
		return this.instances.get(instance).export("darkswap_" + export).apply()[0];
	}

	/** Returns the next byte, or 0 after the last. */
	private int next() {
		return this.program.hasRemaining() ? this.program.get() & 0xff : 0;
	}

	/** Markets stay locked from one of these commands to a later one. */
	private enum Hold {

		NOTHING, LISTING, TAKING, BATCH

	}

}
