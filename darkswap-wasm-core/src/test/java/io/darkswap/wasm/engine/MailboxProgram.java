package io.darkswap.wasm.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.engine.abi.EngineAbi;
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

	private static final int RECORD_HEAD = EngineAbi.ORDER_MARKET + Long.BYTES;

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
			this.memory.writeI32(this.mailboxes[i] + EngineAbi.MAILBOX_INSTANCE, i + 1);
		}
		int history = next();
		this.memory.writeI32(request(0) + EngineAbi.REQUEST_HEAP_END, heapEnd);
		this.memory.writeI32(request(0) + EngineAbi.REQUEST_CLOSED_ORDER_HISTORY, history & 15);
		this.memory.writeI32(request(0) + EngineAbi.REQUEST_TRADE_HISTORY, history >> 4);
		this.memory.writeLong(request(0) + EngineAbi.REQUEST_HASH_KEY, 1);
		this.memory.writeLong(request(0) + EngineAbi.REQUEST_INTERVAL, Long.MAX_VALUE);
		this.memory.writeI32(request(0) + EngineAbi.REQUEST_FOREIGN_ORDERS, 100);
		this.memory.writeI32(request(0) + EngineAbi.REQUEST_FOREIGN_ORDERS_OF_MAKER, 10);
		this.memory.writeLong(request(0) + EngineAbi.REQUEST_FOREIGN_MEMORY, (PAGES_MAX - 2) * Memory.PAGE_SIZE);
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
		this.memory.writeLong(request + EngineAbi.REQUEST_ID_HIGH, 0);
		this.memory.writeLong(request + EngineAbi.REQUEST_ID_LOW, 1 + next() % 64);
		this.memory.writeLong(request + EngineAbi.REQUEST_ORDER_ID_HIGH, 0);
		this.memory.writeLong(request + EngineAbi.REQUEST_ORDER_ID_LOW, 1 + next() % 64);
		int trade = next();
		this.memory.writeLong(request + EngineAbi.REQUEST_AMOUNT, 1 + trade % 8);
		this.memory.writeLong(request + EngineAbi.REQUEST_PRICE, PRICE_STEP * (1 + (trade >> 3) % 8));
		this.memory.writeI32(request + EngineAbi.REQUEST_SIDE, trade >> 7);
		this.memory.writeLong(request + EngineAbi.REQUEST_NOW, now);
		this.memory.writeLong(request + EngineAbi.REQUEST_EXPIRES_AT, now + 1 + trade);
		this.memory.writeI32(request + EngineAbi.REQUEST_MARKET, market);
		this.memory.writeI32(request + EngineAbi.REQUEST_ADDRESS_LENGTH, 1 + trade % EngineAbi.LIMIT_ADDRESS_MAX);
		this.memory.writeI32(request + EngineAbi.REQUEST_FLAGS, trade & 3);
		this.memory.writeLong(request + EngineAbi.REQUEST_BASE + EngineAbi.ASSET_BLOCK, market);
		this.memory.writeI32(request + EngineAbi.REQUEST_BASE + EngineAbi.ASSET_TYPE, EngineAbi.ASSET_TYPE_RUNE);
		this.memory.writeI32(request + EngineAbi.REQUEST_QUOTE + EngineAbi.ASSET_TYPE, EngineAbi.ASSET_TYPE_BITCOIN);
		this.memory.writeLong(request + EngineAbi.REQUEST_SINCE, now - trade);
		this.memory.writeLong(request + EngineAbi.REQUEST_INTERVAL, 1 + trade);
		this.memory.writeI32(request + EngineAbi.REQUEST_COUNT, trade);
	}

	private void mutate(int instance) {
		int count = next();
		for (int i = (count < 128) ? 0 : count - 128; i > 0; i--) {
			int place = (next() << 8 | next()) % (EngineAbi.REQUEST_SIZE + EngineAbi.LIMIT_SIGNATURE_SIZE);
			int address = (place < EngineAbi.REQUEST_SIZE) ? request(instance) + place
					: this.mailboxes[instance] + EngineAbi.MAILBOX_SIGNATURE + place - EngineAbi.REQUEST_SIZE;
			this.memory.writeByte(address, (byte) next());
		}
	}

	/** Writes the host's fields of the records, some of them invalid. */
	private void writeRecords(int instance) {
		int mailbox = this.mailboxes[instance];
		int listed = this.memory.readInt(mailbox + EngineAbi.MAILBOX_LISTED);
		assertThat(listed).isBetween(1, EngineAbi.LIMIT_PAGE_REFERENCES);
		int market = 1 + next() % MARKETS;
		for (int i = 0; i < listed; i++) {
			int record = this.memory.readInt(mailbox + EngineAbi.MAILBOX_PAGE + i * Integer.BYTES);
			int order = next();
			this.memory.writeLong(record + EngineAbi.ORDER_ID_HIGH, 1);
			this.memory.writeLong(record + EngineAbi.ORDER_ID_LOW, order * 240L + i);
			this.memory.writeLong(record + EngineAbi.ORDER_AMOUNT, 1 + order % 8);
			this.memory.writeLong(record + EngineAbi.ORDER_PRICE, PRICE_STEP * (1 + (order >> 3) % 8));
			this.memory.writeLong(record + EngineAbi.ORDER_EXPIRES_AT, 256 + order);
			this.memory.writeI32(record + EngineAbi.ORDER_MARKET, market);
			this.memory.writeByte(record + EngineAbi.ORDER_SIDE, (byte) (order & 1));
			this.memory.writeByte(record + EngineAbi.ORDER_MAKER_LENGTH, (byte) (1 + order % 90));
		}
		for (int i = next() % 4; i > 0; i--) {
			int record = this.memory.readInt(mailbox + EngineAbi.MAILBOX_PAGE + next() % listed * Integer.BYTES);
			int place = next() % (RECORD_HEAD + EngineAbi.LIMIT_ADDRESS_MAX);
			int offset = (place < RECORD_HEAD) ? place : EngineAbi.ORDER_MAKER + place - RECORD_HEAD;
			this.memory.writeByte(record + offset, (byte) next());
		}
	}

	private int request(int instance) {
		return this.mailboxes[instance] + EngineAbi.MAILBOX_REQUEST;
	}

	/**
	 * Runs a command to its end and returns its error: between its calls it may keep
	 * markets locked, for which the other instance would wait.
	 */
	private int call(int instance, String command) {
		int error;
		do {
			this.instances.get(instance).export("darkswap_" + command).apply();
			error = this.memory.readInt(this.mailboxes[instance] + EngineAbi.MAILBOX_ERROR);
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
