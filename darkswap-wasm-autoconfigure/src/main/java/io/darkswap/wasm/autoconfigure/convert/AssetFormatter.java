package io.darkswap.wasm.autoconfigure.convert;

import java.util.Locale;

import io.darkswap.wasm.Asset;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.format.Formatter;

/**
 * Converts an {@link Asset} from and to its text, such as {@code RUNE:840000:3}, for
 * request parameters, path variables and properties.
 */
@ConfigurationPropertiesBinding
final class AssetFormatter implements Formatter<Asset> {

	@Override
	public Asset parse(String text, Locale locale) {
		return Asset.parse(text);
	}

	@Override
	public String print(Asset asset, Locale locale) {
		return asset.toString();
	}

}
