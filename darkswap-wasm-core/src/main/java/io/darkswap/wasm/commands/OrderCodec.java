package io.darkswap.wasm.commands;

import java.nio.ByteBuffer;

import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.engine.OrderCommand;

/** Encodes and decodes an order as {@link CommandFormat} documents. */
final class OrderCodec {

	private OrderCodec() {
	}

	/** Return the bytes that an order takes. */
	static int size(OrderCommand order) {
		return size(order.maker().ascii().length, order.signature() != null);
	}

	/**
	 * Return the bytes that the order in a buffer takes, whose first
	 * {@link CommandFormat#ORDER_SIZE} bytes must be there.
	 */
	static int size(ByteBuffer bytes, int at) {
		return size(makerLength(bytes, at), isSigned(bytes, at));
	}

	private static int size(int makerLength, boolean signed) {
		return CommandFormat.ORDER_SIZE + makerLength + (signed ? CommandFormat.SIGNATURE_SIZE : 0);
	}

	/** Write an order without its time, which its command has. */
	static void write(ByteBuffer bytes, int at, OrderCommand order) {
		byte[] maker = order.maker().ascii();
		byte[] signature = order.signature();
		CommandEncoder.putId(bytes, at, order.id());
		CommandEncoder.putPair(bytes, at + CommandFormat.ORDER_PAIR, order.pair());
		bytes.putLong(at + CommandFormat.ORDER_AMOUNT, order.amount());
		bytes.putLong(at + CommandFormat.ORDER_PRICE, order.price());
		bytes.putLong(at + CommandFormat.ORDER_EXPIRY, order.expiresAt());
		bytes.put(at + CommandFormat.ORDER_SIDE, (byte) order.side().ordinal());
		bytes.put(at + CommandFormat.ORDER_FLAGS, (byte) ((order.imported() ? CommandFormat.IMPORTED : 0)
				| ((signature != null) ? CommandFormat.SIGNED : 0)));
		bytes.put(at + CommandFormat.ORDER_MAKER_LENGTH, (byte) maker.length);
		bytes.put(at + CommandFormat.ORDER_SIZE, maker);
		if (signature != null) {
			bytes.put(at + CommandFormat.ORDER_SIZE + maker.length, signature);
		}
	}

	/**
	 * Read an order, whose {@linkplain #size(ByteBuffer, int) bytes} must be there.
	 * @param now the time of its command
	 * @param names reads pairs and addresses
	 */
	static OrderCommand read(ByteBuffer bytes, int at, long now, DecodedNames names) {
		int side = bytes.get(at + CommandFormat.ORDER_SIDE);
		int flags = bytes.get(at + CommandFormat.ORDER_FLAGS);
		if (side < 0 || side > 1 || (flags & ~(CommandFormat.IMPORTED | CommandFormat.SIGNED)) != 0) {
			throw CommandFormat.malformed("the side of an order is %d, its flags are %d".formatted(side, flags));
		}
		CommandDecoder.requireZero(bytes, at + CommandFormat.ORDER_MAKER_LENGTH + 1, at + CommandFormat.ORDER_SIZE);
		TradingPair pair = CommandDecoder.pair(bytes, at + CommandFormat.ORDER_PAIR, names);
		int makerLength = makerLength(bytes, at);
		Address maker = names.address(bytes, at + CommandFormat.ORDER_SIZE, makerLength);
		byte[] signature = isSigned(bytes, at)
				? CommandDecoder.read(bytes, at + CommandFormat.ORDER_SIZE + makerLength, CommandFormat.SIGNATURE_SIZE)
				: null;
		return new OrderCommand(CommandDecoder.id(bytes, at), pair, (side == 0) ? OrderSide.BUY : OrderSide.SELL,
				bytes.getLong(at + CommandFormat.ORDER_AMOUNT), bytes.getLong(at + CommandFormat.ORDER_PRICE), maker,
				now, bytes.getLong(at + CommandFormat.ORDER_EXPIRY), signature, (flags & CommandFormat.IMPORTED) != 0);
	}

	private static int makerLength(ByteBuffer bytes, int at) {
		return Byte.toUnsignedInt(bytes.get(at + CommandFormat.ORDER_MAKER_LENGTH));
	}

	private static boolean isSigned(ByteBuffer bytes, int at) {
		return (bytes.get(at + CommandFormat.ORDER_FLAGS) & CommandFormat.SIGNED) != 0;
	}

}
