package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_used_ids}: offsets and size in bytes.
 */
public final class UsedIdsLayout {

	public static final int FREED_UNTIL_OFFSET = 0;

	public static final int STACKS_OFFSET = 8;

	public static final int SIZE = 136;

	private UsedIdsLayout() {
	}

}
