package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_candle}: offsets and size in bytes.
 */
public final class CandleLayout {

	public static final int START_OFFSET = 0;

	public static final int OPEN_OFFSET = 8;

	public static final int HIGH_OFFSET = 16;

	public static final int LOW_OFFSET = 24;

	public static final int CLOSE_OFFSET = 32;

	public static final int VOLUME_LOW_OFFSET = 40;

	public static final int VOLUME_HIGH_OFFSET = 48;

	public static final int TRADES_OFFSET = 56;

	public static final int SIZE = 64;

	private CandleLayout() {
	}

}
