package io.darkswap.sample.json;

import io.darkswap.wasm.Asset;

import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/**
 * Reads the assets of query parameters, as in {@code ?base=BTC&quote=RUNE:840000:3}.
 */
@Component
class AssetConverter implements Converter<String, Asset> {

	@Override
	public Asset convert(String source) {
		return Asset.parse(source);
	}

}
