package io.darkswap.wasm;

/** The kinds of asset that can be traded. */
public enum AssetType {

	/** Bitcoin itself. */
	BITCOIN,

	/** A rune, named by the block and transaction index that etched it. */
	RUNE,

	/** An alkane, named by the block and transaction numbers of its id. */
	ALKANE

}
