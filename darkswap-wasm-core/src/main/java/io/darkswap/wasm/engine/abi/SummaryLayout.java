package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_summary}: offsets and size in bytes.
 */
public final class SummaryLayout {

	public static final int VERSION_OFFSET = 0;

	public static final int SIDES_OFFSET = 8;

	public static final int EARLIEST_EXPIRY_OFFSET = 56;

	public static final int SIZE = 64;

	private SummaryLayout() {
	}

}
