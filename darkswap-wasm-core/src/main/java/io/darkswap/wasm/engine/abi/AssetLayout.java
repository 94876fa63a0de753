package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_asset}: offsets and size in bytes.
 */
public final class AssetLayout {

	public static final int BLOCK_OFFSET = 0;

	public static final int TRANSACTION_OFFSET = 8;

	public static final int TYPE_OFFSET = 16;

	public static final int SIZE = 24;

	private AssetLayout() {
	}

}
