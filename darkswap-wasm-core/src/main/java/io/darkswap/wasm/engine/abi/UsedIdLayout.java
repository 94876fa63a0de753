package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_used_id}: offsets and size in bytes.
 */
public final class UsedIdLayout {

	public static final int ID_HIGH_OFFSET = 0;

	public static final int ID_LOW_OFFSET = 8;

	public static final int EXPIRES_AT_OFFSET = 16;

	public static final int BLOCK_BELOW_OFFSET = 28;

	public static final int SIZE = 32;

	private UsedIdLayout() {
	}

}
