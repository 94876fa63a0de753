package io.darkswap.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.loader.bundled.DarkSwapEngineModule;

/**
 * The bare exports: one instance of the engine, driven as directly as a host can. A
 * command writes the request's fields as raw numbers, calls the export and checks the
 * error. Works on either memory, with the same compiled classes.
 */
public final class RawEngine {

	/** The length of a pay-to-taproot address. */
	public static final String MAKER = "bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297";

	static final long ID_HIGH = 0x0193_6f00_0000_7000L;

	/** In microseconds. */
	private static final long DAY = TimeUnit.DAYS.toMicros(1);

	private static final long[] NO_ARGUMENTS = {};

	private static final int CLOSED_ORDER_HISTORY = 1000;

	public static final int INITIAL_PAGES = 16;

	private static final byte[] MAKER_BYTES = MAKER.getBytes(StandardCharsets.US_ASCII);

	private final Memory memory;

	private final Instances instances;

	private final Instance instance;

	private final Layout layout;

	private final ExportFunction createOrder;

	private final ExportFunction cancelOrder;

	private final ExportFunction takeOrder;

	private final ExportFunction statistics;

	private final int mailbox;

	private final int idHigh;

	private final int orderIdHigh;

	private final int amount;

	private final int price;

	private final int now;

	private final int expiresAt;

	private final int market;

	private final int side;

	private final int addressLength;

	private final int address;

	private final int interval;

	private final int trades;

	private final int error;

	private long time = 1;

	private RawEngine(Instances instances, int number) {
		this.instance = instances.create();
		this.instances = instances;
		this.memory = this.instance.memory();
		this.layout = new Layout(this.instance);
		this.createOrder = this.instance.export("darkswap_create_order");
		this.cancelOrder = this.instance.export("darkswap_cancel_order");
		this.takeOrder = this.instance.export("darkswap_take_order");
		this.statistics = this.instance.export("darkswap_statistics");
		this.mailbox = (int) instance.export("darkswap_mailbox").apply()[0];
		this.error = this.mailbox + this.layout.of("mailbox.error");
		int request = this.mailbox + this.layout.of("mailbox.request");
		this.idHigh = request + this.layout.of("request.id_high");
		this.orderIdHigh = request + this.layout.of("request.order_id_high");
		this.amount = request + this.layout.of("request.amount");
		this.price = request + this.layout.of("request.price");
		this.now = request + this.layout.of("request.now");
		this.expiresAt = request + this.layout.of("request.expires_at");
		this.market = request + this.layout.of("request.market");
		this.side = request + this.layout.of("request.side");
		this.addressLength = request + this.layout.of("request.address_length");
		this.address = request + this.layout.of("request.address");
		this.interval = request + this.layout.of("request.interval");
		this.trades = this.mailbox + this.layout.of("mailbox.statistics") + this.layout.of("statistics.trades");
		this.memory.writeI32(this.mailbox + this.layout.of("mailbox.instance"), number);
	}

	/** Creates an instance over a new memory, with one market open. */
	public static RawEngine open(MemoryKind kind, int maximumPages) {
		return open(instances(kind, maximumPages));
	}

	/** Creates an instance of an engine that is compiled already. */
	public static RawEngine open(Instances instances) {
		RawEngine engine = new RawEngine(instances, 1);
		engine.create();
		return engine;
	}

	/**
	 * Creates an instance over a memory whose content was saved: creating a million
	 * trades through slow atomics would take minutes.
	 */
	public static RawEngine load(MemoryKind kind, Path image) {
		byte[] content = read(image);
		int pages = content.length / Memory.PAGE_SIZE;
		RawEngine engine = new RawEngine(instances(kind, pages), 1);
		engine.memory.grow(pages - engine.memory.pages());
		engine.memory.write(0, content);
		// After all that its trades call now
		engine.time = Long.MAX_VALUE / 2;
		return engine;
	}

	private static byte[] read(Path image) {
		try {
			return Files.readAllBytes(image);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Instances instances(MemoryKind kind, int maximumPages) {
		DarkSwapEngineModule module = new DarkSwapEngineModule();
		return new Instances(module.wasmModule(), module.machineFactory(), kind.create(INITIAL_PAGES, maximumPages));
	}

	public void save(Path image) throws IOException {
		Files.write(image, this.memory.readBytes(0, this.memory.pages() * Memory.PAGE_SIZE));
	}

	/** Creates another instance over the same memory. */
	RawEngine another(int number) {
		return new RawEngine(this.instances, number);
	}

	private void create() {
		Instance instance = this.instance;
		int request = this.mailbox + this.layout.of("mailbox.request");
		this.memory.writeI32(request + this.layout.of("request.heap_end"), INITIAL_PAGES * Memory.PAGE_SIZE);
		this.memory.writeI32(request + this.layout.of("request.closed_order_history"), CLOSED_ORDER_HISTORY);
		this.memory.writeI32(request + this.layout.of("request.trade_history"), TradeFlow.TRADES);
		this.memory.writeLong(request + this.layout.of("request.hash_key"), 1);
		this.memory.writeLong(request + this.layout.of("request.interval"), 2 * DAY);
		call(instance.export("darkswap_create"));
		int quote = request + this.layout.of("request.quote");
		this.memory.writeI32(quote + this.layout.of("asset.type"), this.layout.of("asset_type.RUNE"));
		this.memory.writeLong(quote + this.layout.of("asset.block"), 840_000);
		this.memory.writeLong(quote + this.layout.of("asset.transaction"), 3);
		call(instance.export("darkswap_open_market"));
	}

	/** Returns the address of the market's best prices. The market must be open. */
	public int summary() {
		return this.memory.readInt(this.mailbox + this.layout.of("mailbox.summary_reference"));
	}

	public Layout layout() {
		return this.layout;
	}

	public Memory memory() {
		return this.memory;
	}

	public void createOrder(long idLow, int orderSide, long orderAmount, long orderPrice) {
		this.memory.writeLong(this.idHigh, ID_HIGH);
		this.memory.writeLong(this.idHigh + Long.BYTES, idLow);
		this.memory.writeLong(this.amount, orderAmount);
		this.memory.writeLong(this.price, orderPrice);
		this.memory.writeLong(this.now, this.time);
		this.memory.writeLong(this.expiresAt, this.time + DAY);
		this.time++;
		this.memory.writeI32(this.market, 1);
		this.memory.writeI32(this.side, orderSide);
		this.memory.writeI32(this.addressLength, MAKER_BYTES.length);
		this.memory.write(this.address, MAKER_BYTES);
		call(this.createOrder);
	}

	public void cancelOrder(long idLow) {
		this.memory.writeLong(this.orderIdHigh, ID_HIGH);
		this.memory.writeLong(this.orderIdHigh + Long.BYTES, idLow);
		this.memory.writeLong(this.now, this.time++);
		call(this.cancelOrder);
	}

	void takeOrder(long tradeIdLow, long orderIdLow, long tradeAmount) {
		this.memory.writeLong(this.idHigh, ID_HIGH);
		this.memory.writeLong(this.idHigh + Long.BYTES, tradeIdLow);
		this.memory.writeLong(this.orderIdHigh, ID_HIGH);
		this.memory.writeLong(this.orderIdHigh + Long.BYTES, orderIdLow);
		this.memory.writeLong(this.amount, tradeAmount);
		this.memory.writeLong(this.now, this.time++);
		this.memory.writeI32(this.addressLength, MAKER_BYTES.length);
		this.memory.write(this.address, MAKER_BYTES);
		call(this.takeOrder);
	}

	/** Sums all trades, and returns their number. */
	public long sumTrades() {
		this.memory.writeI32(this.market, 1);
		this.memory.writeLong(this.now, this.time);
		this.memory.writeLong(this.interval, this.time + 1);
		call(this.statistics);
		return this.memory.readLong(this.trades);
	}

	private void call(ExportFunction command) {
		command.apply(NO_ARGUMENTS);
		int error = this.memory.readInt(this.error);
		if (error != 0) {
			throw new IllegalStateException("The engine refused a command: error " + error);
		}
	}

}
