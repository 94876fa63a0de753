package io.darkswap.wasm.autoconfigure.convert;

import java.util.Locale;

import io.darkswap.wasm.TradingPair;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.format.Formatter;

/**
 * Converts a {@link TradingPair} from and to its text, such as {@code BTC/RUNE:840000:3},
 * for request parameters, properties, and path variables that take the rest of a path.
 */
@ConfigurationPropertiesBinding
final class TradingPairFormatter implements Formatter<TradingPair> {

	@Override
	public TradingPair parse(String text, Locale locale) {
		// Spring passes the rest of a path with its slash.
		return TradingPair.of(text.startsWith("/") ? text.substring(1) : text);
	}

	@Override
	public String print(TradingPair pair, Locale locale) {
		return pair.toString();
	}

}
