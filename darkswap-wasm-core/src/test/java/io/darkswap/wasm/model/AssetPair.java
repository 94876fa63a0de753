package io.darkswap.wasm.model;

import java.util.List;

import io.darkswap.wasm.Asset;

/** The assets of a market. */
record AssetPair(Asset base, Asset quote) {

	private static final Asset RUNE = Asset.rune("840000:3");

	/** Few, so that orders meet; one is the reverse of another. */
	static final List<AssetPair> TRADED = List.of(new AssetPair(Asset.bitcoin(), RUNE),
			new AssetPair(RUNE, Asset.bitcoin()), new AssetPair(Asset.bitcoin(), Asset.alkane("2:0")));

	static final List<AssetPair> INVALID = List.of(new AssetPair(RUNE, Asset.rune("840000:3")),
			new AssetPair(null, RUNE), new AssetPair(RUNE, null));

	static final AssetPair NEVER_TRADED = new AssetPair(Asset.alkane("2:0"), Asset.alkane("2:1"));

}
