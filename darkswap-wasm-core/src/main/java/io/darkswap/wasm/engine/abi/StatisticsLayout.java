package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_statistics}: offsets and size in bytes.
 */
public final class StatisticsLayout {

	public static final int TRADES_OFFSET = 0;

	public static final int VOLUME_LOW_OFFSET = 8;

	public static final int VOLUME_HIGH_OFFSET = 16;

	public static final int QUOTE_VOLUME_LOW_OFFSET = 24;

	public static final int QUOTE_VOLUME_HIGH_OFFSET = 32;

	public static final int HIGH_OFFSET = 40;

	public static final int LOW_OFFSET = 48;

	public static final int SIZE = 64;

	private StatisticsLayout() {
	}

}
