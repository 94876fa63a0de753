package io.darkswap.wasm.commands;

/**
 * The kinds of records in a command log. Their numbers are part of its format and never
 * change.
 */
public enum CommandType {

	BEGIN(1),

	CONFIGURE(2),

	OWN_ADDRESS(3),

	PROPOSE_ENGINE(4),

	LACK_ENGINE(5),

	USE_ENGINE(6),

	CREATE_ORDER(10),

	CREATE_ORDERS(11),

	CANCEL_ORDER(12),

	EVICT_ORDER(13),

	TAKE_ORDER(14),

	TAKE_BEST(15),

	SETTLE_TRADE(16),

	SWEEP(17);

	private static final CommandType[] BY_CODE = new CommandType[SWEEP.code + 1];

	static {
		for (CommandType type : values()) {
			BY_CODE[type.code] = type;
		}
	}

	private final int code;

	CommandType(int code) {
		this.code = code;
	}

	/**
	 * Return whether commands of this type change the books, and not what surrounds them.
	 */
	public boolean isChange() {
		return this.code >= CREATE_ORDER.code;
	}

	/** Return the number that stands for this type in a log. */
	public int code() {
		return this.code;
	}

	/** Return the type of a number. */
	public static CommandType of(int code) {
		CommandType type = (code > 0 && code < BY_CODE.length) ? BY_CODE[code] : null;
		if (type == null) {
			throw CommandFormat.malformed("its type is " + code);
		}
		return type;
	}

}
