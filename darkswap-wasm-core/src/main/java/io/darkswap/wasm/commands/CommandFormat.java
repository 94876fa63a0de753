package io.darkswap.wasm.commands;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.log.CommandLog;

/**
 * The layout of commands in a log. All numbers are little-endian, ids are their upper
 * half and then their lower half, and unnamed bytes are zero. The type of a command is
 * the type of its record. <pre>
 * header (16 bytes), at the beginning of every command
 *   0   version of this layout, 1 byte
 *   1   flags: 1 the trade is completed (settle), the taker sells (take best);
 *       2 the last 16 bytes of the command identify it
 *   2   characters of the address at the end of the command, 1 byte
 *   4   number of orders, or of the proposal (lack, use engine), 4 bytes
 *   8   time, 0 in a setting
 *
 * begin                          configure              own address
 *  16   limits                    16   limits            16   address
 *  64   engine
 * 112   hash key, 40 bytes       propose, lack, use engine
 * 152   network, 1 byte;          16   engine
 *       ends at 160
 *
 * engine (48 bytes)
 *   0   SHA-256 of the module
 *  32   version of its ABI, 4 bytes
 *  40   version of its state
 *
 * limits (48 bytes)
 *   0   bytes of the book
 *   8   longest time to an expiry
 *  16   closed orders of a market, 4 bytes
 *  20   trades of a market, 4 bytes
 *  24   imported orders, 4 bytes
 *  28   imported orders of a maker, 4 bytes
 *  32   bytes of the book up to which imported orders enter
 *  40   markets, 4 bytes
 *
 * create order, create orders    cancel, evict, settle  sweep
 *  16   order, order ...          16   id                has only the header
 *
 * take order                     take best
 *  16   id of the trade           16   id of the first trade
 *  32   id of the order           32   amount
 *  48   amount                    40   worst price
 *  56   address of the taker      48   pair
 *                                 88   address of the taker
 *
 * pair (40 bytes)                order (88 bytes, then the maker and any signature)
 *   0   block of the base           0   id
 *   8   transaction of the base    16   pair
 *  16   block of the quote         56   amount
 *  24   transaction of the quote   64   price
 *  32   type of the base, 1 byte   72   expiry
 *  33   type of the quote, 1 byte  80   side, 1 byte
 *                                  81   flags: 1 imported, 2 signed
 *                                  82   characters of the maker, 1 byte
 *                                  88   maker, then 64 bytes of a signature
 * </pre>
 */
public final class CommandFormat {

	static final int VERSION = 2;

	static final int FLAGS = 1;

	static final int ADDRESS_LENGTH = 2;

	static final int COUNT = 4;

	static final int TIME = CommandLog.TIME_OFFSET;

	static final int HEADER_SIZE = 16;

	static final int FLAG = 1;

	static final int IDENTIFIED = 2;

	static final int LIMITS_MAXIMUM_EXPIRY = 8;

	static final int LIMITS_CLOSED_ORDERS = 16;

	static final int LIMITS_TRADES = 20;

	static final int LIMITS_FOREIGN_ORDERS = 24;

	static final int LIMITS_FOREIGN_ORDERS_PER_MAKER = 28;

	static final int LIMITS_FOREIGN_BYTES = 32;

	static final int LIMITS_MARKETS = 40;

	static final int LIMITS_SIZE = 48;

	static final int ENGINE_ABI_VERSION = 32;

	static final int ENGINE_STATE_VERSION = 40;

	public static final int ENGINE_SIZE = 48;

	static final int BEGIN_ENGINE = HEADER_SIZE + LIMITS_SIZE;

	static final int BEGIN_HASH_KEY = BEGIN_ENGINE + ENGINE_SIZE;

	static final int BEGIN_NETWORK = BEGIN_HASH_KEY + HashKey.SIZE;

	public static final int BEGIN_SIZE = BEGIN_NETWORK + Long.BYTES;

	public static final int ID_SIZE = 16;

	static final int TAKE_ORDER_ID = HEADER_SIZE + ID_SIZE;

	static final int TAKE_AMOUNT = TAKE_ORDER_ID + ID_SIZE;

	static final int TAKE_SIZE = TAKE_AMOUNT + Long.BYTES;

	static final int BEST_AMOUNT = HEADER_SIZE + ID_SIZE;

	static final int BEST_LIMIT = BEST_AMOUNT + Long.BYTES;

	static final int BEST_PAIR = BEST_LIMIT + Long.BYTES;

	public static final int PAIR_SIZE = 40;

	static final int PAIR_TYPES = 32;

	static final int BEST_SIZE = BEST_PAIR + PAIR_SIZE;

	static final int ORDER_PAIR = ID_SIZE;

	static final int ORDER_AMOUNT = ORDER_PAIR + PAIR_SIZE;

	static final int ORDER_PRICE = 64;

	static final int ORDER_EXPIRY = 72;

	static final int ORDER_SIDE = 80;

	static final int ORDER_FLAGS = 81;

	static final int ORDER_MAKER_LENGTH = 82;

	static final int ORDER_SIZE = 88;

	static final int IMPORTED = 1;

	static final int SIGNED = 2;

	static final int SIGNATURE_SIZE = EngineAbi.LIMIT_SIGNATURE_SIZE;

	private CommandFormat() {
	}

	public static DarkSwapException malformed(String problem) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"A record of the log is not a command of this version: %s. Start the version that wrote it, or restore the log from a copy"
					.formatted(problem));
	}

}
