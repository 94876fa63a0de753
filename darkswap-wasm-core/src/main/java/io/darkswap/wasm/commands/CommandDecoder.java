package io.darkswap.wasm.commands;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;

/**
 * Decodes commands as {@link CommandFormat} documents. Bytes that no command has are
 * refused. Thread-safe; it caches assets and addresses.
 */
public final class CommandDecoder {

	private static final BitcoinNetwork[] NETWORKS = BitcoinNetwork.values();

	private final DecodedNames names = new DecodedNames();

	/**
	 * Decode a record.
	 * @param type the type of the record
	 * @param payload the record; its position stays unchanged
	 * @return the command
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if it is not a command
	 * of this version
	 */
	public Command decode(int type, ByteBuffer payload) {
		ByteBuffer bytes = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
		CommandType kind = CommandType.of(type);
		requireSize(bytes, CommandFormat.HEADER_SIZE);
		int version = Byte.toUnsignedInt(bytes.get(0));
		if (version != CommandFormat.VERSION) {
			throw CommandFormat.malformed("the version of its layout is " + version);
		}
		requireZero(bytes, CommandFormat.ADDRESS_LENGTH + 1, CommandFormat.COUNT);
		if ((bytes.get(CommandFormat.FLAGS) & CommandFormat.IDENTIFIED) == 0) {
			return command(kind, bytes);
		}
		int end = bytes.capacity() - CommandFormat.ID_SIZE;
		requireSize(bytes, CommandFormat.HEADER_SIZE + CommandFormat.ID_SIZE);
		return new Command.Identified(id(bytes, end),
				command(kind, bytes.slice(0, end).order(ByteOrder.LITTLE_ENDIAN)));
	}

	private Command command(CommandType kind, ByteBuffer bytes) {
		return switch (kind) {
			case BEGIN -> begin(bytes);
			case CONFIGURE -> configure(bytes);
			case OWN_ADDRESS -> ownAddress(bytes);
			case PROPOSE_ENGINE, LACK_ENGINE, USE_ENGINE -> engineChange(kind, bytes);
			case CREATE_ORDER -> new Command.CreateOrder(createOrder(bytes));
			case CREATE_ORDERS -> new Command.CreateOrders(orders(bytes), now(bytes));
			case CANCEL_ORDER -> new Command.CancelOrder(onlyId(bytes, 0), now(bytes));
			case EVICT_ORDER -> new Command.EvictOrder(onlyId(bytes, 0), now(bytes));
			case SETTLE_TRADE -> new Command.SettleTrade(onlyId(bytes, CommandFormat.FLAG), flag(bytes), now(bytes));
			case TAKE_ORDER -> takeOrder(bytes);
			case TAKE_BEST -> takeBest(bytes);
			case SWEEP -> sweep(bytes);
		};
	}

	private static Command begin(ByteBuffer bytes) {
		requireSetting(bytes, CommandFormat.BEGIN_SIZE);
		EngineIdentity engine = engine(bytes, CommandFormat.BEGIN_ENGINE);
		int network = bytes.get(CommandFormat.BEGIN_NETWORK);
		if (network < 0 || network >= NETWORKS.length) {
			throw CommandFormat.malformed("its network is " + network);
		}
		requireZero(bytes, CommandFormat.BEGIN_NETWORK + 1, CommandFormat.BEGIN_SIZE);
		return new Command.Begin(new BookSettings(NETWORKS[network], engine,
				HashKey.of(read(bytes, CommandFormat.BEGIN_HASH_KEY, HashKey.SIZE)), limits(bytes)));
	}

	private static Command engineChange(CommandType kind, ByteBuffer bytes) {
		requireExactly(bytes, CommandFormat.HEADER_SIZE + CommandFormat.ENGINE_SIZE);
		requireFlags(bytes, 0);
		requireZero(bytes, CommandFormat.ADDRESS_LENGTH, CommandFormat.COUNT);
		requireZero(bytes, CommandFormat.TIME, CommandFormat.HEADER_SIZE);
		int proposal = bytes.getInt(CommandFormat.COUNT);
		if (proposal < 0 || proposal > 0 && kind == CommandType.PROPOSE_ENGINE) {
			throw CommandFormat.malformed("its proposal is " + proposal);
		}
		return new Command.EngineChange(kind, engine(bytes, CommandFormat.HEADER_SIZE), proposal);
	}

	public static EngineIdentity engine(ByteBuffer bytes, int at) {
		requireZero(bytes, at + CommandFormat.ENGINE_ABI_VERSION + Integer.BYTES,
				at + CommandFormat.ENGINE_STATE_VERSION);
		return new EngineIdentity(HexFormat.of().formatHex(read(bytes, at, CommandFormat.ENGINE_ABI_VERSION)),
				bytes.getInt(at + CommandFormat.ENGINE_ABI_VERSION),
				bytes.getLong(at + CommandFormat.ENGINE_STATE_VERSION));
	}

	private static Command configure(ByteBuffer bytes) {
		requireSetting(bytes, CommandFormat.HEADER_SIZE + CommandFormat.LIMITS_SIZE);
		return new Command.Configure(limits(bytes));
	}

	private static void requireSetting(ByteBuffer bytes, int size) {
		requireExactly(bytes, size);
		requireFlags(bytes, 0);
		requireZero(bytes, CommandFormat.ADDRESS_LENGTH, CommandFormat.HEADER_SIZE);
	}

	private static BookLimits limits(ByteBuffer bytes) {
		int at = CommandFormat.HEADER_SIZE;
		requireZero(bytes, at + CommandFormat.LIMITS_MARKETS + Integer.BYTES, at + CommandFormat.LIMITS_SIZE);
		return new BookLimits(bytes.getLong(at), bytes.getInt(at + CommandFormat.LIMITS_CLOSED_ORDERS),
				bytes.getInt(at + CommandFormat.LIMITS_TRADES), bytes.getLong(at + CommandFormat.LIMITS_MAXIMUM_EXPIRY),
				new ForeignLimits(bytes.getInt(at + CommandFormat.LIMITS_FOREIGN_ORDERS),
						bytes.getInt(at + CommandFormat.LIMITS_FOREIGN_ORDERS_PER_MAKER),
						bytes.getLong(at + CommandFormat.LIMITS_FOREIGN_BYTES)),
				bytes.getInt(at + CommandFormat.LIMITS_MARKETS));
	}

	private Command ownAddress(ByteBuffer bytes) {
		requireFlags(bytes, 0);
		requireZero(bytes, CommandFormat.COUNT, CommandFormat.HEADER_SIZE);
		return new Command.OwnAddress(lastAddress(bytes, CommandFormat.HEADER_SIZE));
	}

	/** Read the one order of a command, without a list: most commands are these. */
	private OrderCommand createOrder(ByteBuffer bytes) {
		int count = count(bytes);
		if (count != 1) {
			throw CommandFormat.malformed("it has %d orders".formatted(count));
		}
		requireExactly(bytes, orderEnd(bytes, CommandFormat.HEADER_SIZE));
		return OrderCodec.read(bytes, CommandFormat.HEADER_SIZE, now(bytes), this.names);
	}

	private List<OrderCommand> orders(ByteBuffer bytes) {
		int count = count(bytes);
		List<OrderCommand> orders = new ArrayList<>(count);
		long now = now(bytes);
		int at = CommandFormat.HEADER_SIZE;
		for (int i = 0; i < count; i++) {
			int end = orderEnd(bytes, at);
			orders.add(OrderCodec.read(bytes, at, now, this.names));
			at = end;
		}
		requireExactly(bytes, at);
		return orders;
	}

	private static int count(ByteBuffer bytes) {
		requireFlags(bytes, 0);
		requireZero(bytes, CommandFormat.ADDRESS_LENGTH, CommandFormat.COUNT);
		int count = bytes.getInt(CommandFormat.COUNT);
		if (count < 1 || count > bytes.capacity() / CommandFormat.ORDER_SIZE) {
			throw CommandFormat.malformed("it has %d orders in %d bytes".formatted(count, bytes.capacity()));
		}
		return count;
	}

	private static int orderEnd(ByteBuffer bytes, int at) {
		requireSize(bytes, at + CommandFormat.ORDER_SIZE);
		int end = at + OrderCodec.size(bytes, at);
		requireSize(bytes, end);
		return end;
	}

	private Command takeOrder(ByteBuffer bytes) {
		requireSize(bytes, CommandFormat.TAKE_SIZE);
		requireFlags(bytes, 0);
		requireZero(bytes, CommandFormat.COUNT, CommandFormat.TIME);
		return new Command.TakeOrder(id(bytes, CommandFormat.HEADER_SIZE), id(bytes, CommandFormat.TAKE_ORDER_ID),
				bytes.getLong(CommandFormat.TAKE_AMOUNT), lastAddress(bytes, CommandFormat.TAKE_SIZE), now(bytes));
	}

	private Command takeBest(ByteBuffer bytes) {
		requireSize(bytes, CommandFormat.BEST_SIZE);
		requireFlags(bytes, CommandFormat.FLAG);
		requireZero(bytes, CommandFormat.COUNT, CommandFormat.TIME);
		return new Command.TakeBest(id(bytes, CommandFormat.HEADER_SIZE),
				pair(bytes, CommandFormat.BEST_PAIR, this.names), flag(bytes) ? OrderSide.SELL : OrderSide.BUY,
				bytes.getLong(CommandFormat.BEST_AMOUNT), bytes.getLong(CommandFormat.BEST_LIMIT),
				lastAddress(bytes, CommandFormat.BEST_SIZE), now(bytes));
	}

	private static Command sweep(ByteBuffer bytes) {
		requireExactly(bytes, CommandFormat.HEADER_SIZE);
		requireFlags(bytes, 0);
		requireZero(bytes, CommandFormat.ADDRESS_LENGTH, CommandFormat.TIME);
		return new Command.Sweep(now(bytes));
	}

	/** Read the id of a command that has nothing else. */
	private static UUID onlyId(ByteBuffer bytes, int flags) {
		requireExactly(bytes, CommandFormat.HEADER_SIZE + CommandFormat.ID_SIZE);
		requireFlags(bytes, flags);
		requireZero(bytes, CommandFormat.ADDRESS_LENGTH, CommandFormat.TIME);
		return id(bytes, CommandFormat.HEADER_SIZE);
	}

	static UUID id(ByteBuffer bytes, int at) {
		return new UUID(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
	}

	static TradingPair pair(ByteBuffer bytes, int at, DecodedNames names) {
		requireZero(bytes, at + CommandFormat.PAIR_TYPES + 2, at + CommandFormat.PAIR_SIZE);
		return names.pair(bytes, at);
	}

	/** Read the address that ends a command. */
	private Address lastAddress(ByteBuffer bytes, int at) {
		int length = Byte.toUnsignedInt(bytes.get(CommandFormat.ADDRESS_LENGTH));
		requireExactly(bytes, at + length);
		return this.names.address(bytes, at, length);
	}

	private static long now(ByteBuffer bytes) {
		long now = bytes.getLong(CommandFormat.TIME);
		if (now < 0) {
			throw CommandFormat.malformed("its time is " + now);
		}
		return now;
	}

	private static boolean flag(ByteBuffer bytes) {
		return (bytes.get(CommandFormat.FLAGS) & CommandFormat.FLAG) != 0;
	}

	static byte[] read(ByteBuffer bytes, int at, int length) {
		byte[] read = new byte[length];
		bytes.get(at, read);
		return read;
	}

	private static void requireFlags(ByteBuffer bytes, int allowed) {
		int flags = bytes.get(CommandFormat.FLAGS) & ~CommandFormat.IDENTIFIED;
		if ((flags & ~allowed) != 0) {
			throw CommandFormat.malformed("its flags are " + flags);
		}
	}

	private static void requireSize(ByteBuffer bytes, int size) {
		if (bytes.capacity() < size) {
			throw CommandFormat.malformed("it has %d bytes, fewer than %d".formatted(bytes.capacity(), size));
		}
	}

	private static void requireExactly(ByteBuffer bytes, int size) {
		if (bytes.capacity() != size) {
			throw CommandFormat.malformed("it has %d bytes, not %d".formatted(bytes.capacity(), size));
		}
	}

	static void requireZero(ByteBuffer bytes, int from, int to) {
		for (int at = from; at < to; at++) {
			if (bytes.get(at) != 0) {
				throw CommandFormat.malformed("byte %d is %d, not 0".formatted(at, bytes.get(at)));
			}
		}
	}

}
