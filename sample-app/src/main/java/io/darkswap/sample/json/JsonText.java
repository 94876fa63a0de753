package io.darkswap.sample.json;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads JSON strings, and refuses values that could be converted to one.
 */
final class JsonText {

	private JsonText() {
	}

	static String require(JsonParser parser) {
		if (!parser.hasToken(JsonToken.VALUE_STRING)) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT, "Assets, amounts and prices are JSON strings");
		}
		return parser.getString();
	}

}
