package io.darkswap.wasm.commands;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.engine.OrderCommand;

/** Encodes commands as {@link CommandFormat} documents. */
public final class CommandEncoder {

	private CommandEncoder() {
	}

	/** Return the bytes of a command. */
	public static byte[] encode(Command command) {
		if (command instanceof Command.Identified identified) {
			return encodeIdentified(identified);
		}
		if (command instanceof Command.Change change) {
			return encodeChange(change);
		}
		if (command instanceof Command.Begin begin) {
			return encodeBegin(begin.settings());
		}
		if (command instanceof Command.Configure configure) {
			ByteBuffer bytes = allocate(CommandFormat.HEADER_SIZE + CommandFormat.LIMITS_SIZE, 0);
			putLimits(bytes, configure.limits());
			return bytes.array();
		}
		if (command instanceof Command.EngineChange change) {
			ByteBuffer bytes = allocate(CommandFormat.HEADER_SIZE + CommandFormat.ENGINE_SIZE, 0);
			bytes.putInt(CommandFormat.COUNT, change.proposal());
			putEngine(bytes, CommandFormat.HEADER_SIZE, change.engine());
			return bytes.array();
		}
		Address own = ((Command.OwnAddress) command).address();
		ByteBuffer bytes = allocate(CommandFormat.HEADER_SIZE + own.ascii().length, 0);
		putAddress(bytes, CommandFormat.HEADER_SIZE, own);
		return bytes.array();
	}

	private static byte[] encodeIdentified(Command.Identified identified) {
		byte[] command = encode(identified.command());
		ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(command, command.length + CommandFormat.ID_SIZE))
			.order(ByteOrder.LITTLE_ENDIAN);
		bytes.put(CommandFormat.FLAGS, (byte) (command[CommandFormat.FLAGS] | CommandFormat.IDENTIFIED));
		putId(bytes, command.length, identified.id());
		return bytes.array();
	}

	private static byte[] encodeChange(Command.Change change) {
		if (change instanceof Command.CreateOrder create) {
			return encodeOrders(List.of(create.order()), create.now());
		}
		if (change instanceof Command.CreateOrders create) {
			return encodeOrders(create.orders(), create.now());
		}
		if (change instanceof Command.TakeOrder take) {
			return encodeTake(take);
		}
		if (change instanceof Command.TakeBest take) {
			return encodeTake(take);
		}
		if (change instanceof Command.CancelOrder cancel) {
			return encodeId(cancel.orderId(), false, cancel.now());
		}
		if (change instanceof Command.EvictOrder evict) {
			return encodeId(evict.orderId(), false, evict.now());
		}
		if (change instanceof Command.SettleTrade settle) {
			return encodeId(settle.tradeId(), settle.completed(), settle.now());
		}
		return allocate(CommandFormat.HEADER_SIZE, change.now()).array();
	}

	private static byte[] encodeBegin(BookSettings settings) {
		ByteBuffer bytes = allocate(CommandFormat.BEGIN_SIZE, 0);
		putLimits(bytes, settings.limits());
		putEngine(bytes, CommandFormat.BEGIN_ENGINE, settings.engine());
		bytes.put(CommandFormat.BEGIN_HASH_KEY, settings.hashKey().bytes());
		bytes.put(CommandFormat.BEGIN_NETWORK, (byte) settings.network().ordinal());
		return bytes.array();
	}

	public static void putEngine(ByteBuffer bytes, int at, EngineIdentity engine) {
		bytes.put(at, HexFormat.of().parseHex(engine.sha256()));
		bytes.putInt(at + CommandFormat.ENGINE_ABI_VERSION, engine.abiVersion());
		bytes.putLong(at + CommandFormat.ENGINE_STATE_VERSION, engine.stateVersion());
	}

	private static void putLimits(ByteBuffer bytes, BookLimits limits) {
		int at = CommandFormat.HEADER_SIZE;
		bytes.putLong(at, limits.bookBytes());
		bytes.putLong(at + CommandFormat.LIMITS_MAXIMUM_EXPIRY, limits.maximumExpiry());
		bytes.putInt(at + CommandFormat.LIMITS_CLOSED_ORDERS, limits.closedOrderHistory());
		bytes.putInt(at + CommandFormat.LIMITS_TRADES, limits.tradeHistory());
		bytes.putInt(at + CommandFormat.LIMITS_FOREIGN_ORDERS, limits.foreign().orders());
		bytes.putInt(at + CommandFormat.LIMITS_FOREIGN_ORDERS_PER_MAKER, limits.foreign().ordersPerMaker());
		bytes.putLong(at + CommandFormat.LIMITS_FOREIGN_BYTES, limits.foreign().bytes());
		bytes.putInt(at + CommandFormat.LIMITS_MARKETS, limits.maximumMarkets());
	}

	private static byte[] encodeOrders(List<OrderCommand> orders, long now) {
		int size = CommandFormat.HEADER_SIZE;
		for (OrderCommand order : orders) {
			size = Math.addExact(size, OrderCodec.size(order));
		}
		ByteBuffer bytes = allocate(size, now);
		bytes.putInt(CommandFormat.COUNT, orders.size());
		int at = CommandFormat.HEADER_SIZE;
		for (OrderCommand order : orders) {
			OrderCodec.write(bytes, at, order);
			at += OrderCodec.size(order);
		}
		return bytes.array();
	}

	private static byte[] encodeTake(Command.TakeOrder take) {
		ByteBuffer bytes = allocate(CommandFormat.TAKE_SIZE + take.taker().ascii().length, take.now());
		putId(bytes, CommandFormat.HEADER_SIZE, take.tradeId());
		putId(bytes, CommandFormat.TAKE_ORDER_ID, take.orderId());
		bytes.putLong(CommandFormat.TAKE_AMOUNT, take.amount());
		putAddress(bytes, CommandFormat.TAKE_SIZE, take.taker());
		return bytes.array();
	}

	private static byte[] encodeTake(Command.TakeBest take) {
		ByteBuffer bytes = allocate(CommandFormat.BEST_SIZE + take.taker().ascii().length, take.now());
		bytes.put(CommandFormat.FLAGS, (byte) ((take.side() == OrderSide.SELL) ? CommandFormat.FLAG : 0));
		putId(bytes, CommandFormat.HEADER_SIZE, take.firstTradeId());
		bytes.putLong(CommandFormat.BEST_AMOUNT, take.amount());
		bytes.putLong(CommandFormat.BEST_LIMIT, take.limitPrice());
		putPair(bytes, CommandFormat.BEST_PAIR, take.pair());
		putAddress(bytes, CommandFormat.BEST_SIZE, take.taker());
		return bytes.array();
	}

	private static byte[] encodeId(UUID id, boolean flag, long now) {
		ByteBuffer bytes = allocate(CommandFormat.HEADER_SIZE + CommandFormat.ID_SIZE, now);
		bytes.put(CommandFormat.FLAGS, (byte) (flag ? CommandFormat.FLAG : 0));
		putId(bytes, CommandFormat.HEADER_SIZE, id);
		return bytes.array();
	}

	private static ByteBuffer allocate(int size, long now) {
		ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
		bytes.put(0, (byte) CommandFormat.VERSION);
		bytes.putLong(CommandFormat.TIME, now);
		return bytes;
	}

	/** Write an id. */
	static void putId(ByteBuffer bytes, int at, UUID id) {
		bytes.putLong(at, id.getMostSignificantBits());
		bytes.putLong(at + Long.BYTES, id.getLeastSignificantBits());
	}

	/** Write a pair. */
	public static void putPair(ByteBuffer bytes, int at, TradingPair pair) {
		Asset base = pair.base();
		Asset quote = pair.quote();
		bytes.putLong(at, base.block());
		bytes.putLong(at + Long.BYTES, base.transaction());
		bytes.putLong(at + 2 * Long.BYTES, quote.block());
		bytes.putLong(at + 3 * Long.BYTES, quote.transaction());
		bytes.put(at + CommandFormat.PAIR_TYPES, (byte) base.type().ordinal());
		bytes.put(at + CommandFormat.PAIR_TYPES + 1, (byte) quote.type().ordinal());
	}

	private static void putAddress(ByteBuffer bytes, int at, Address address) {
		bytes.put(CommandFormat.ADDRESS_LENGTH, (byte) address.ascii().length);
		bytes.put(at, address.ascii());
	}

}
