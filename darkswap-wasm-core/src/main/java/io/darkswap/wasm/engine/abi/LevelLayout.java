package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_level}: offsets and size in bytes.
 */
public final class LevelLayout {

	public static final int PRICE_OFFSET = 0;

	public static final int AMOUNT_LOW_OFFSET = 8;

	public static final int AMOUNT_HIGH_OFFSET = 16;

	public static final int ORDERS_OFFSET = 20;

	public static final int SIZE = 24;

	private LevelLayout() {
	}

}
