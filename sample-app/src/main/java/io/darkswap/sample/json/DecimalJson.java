package io.darkswap.sample.json;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

import org.springframework.boot.jackson.JacksonComponent;

/**
 * Reads and writes amounts and prices in JSON as strings, because many JSON parsers
 * convert numbers to binary fractions.
 */
@JacksonComponent
class DecimalJson {

	/** More digits than any amount has; the client validates the value. */
	private static final Pattern PLAIN = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");

	static class Serializer extends ValueSerializer<BigDecimal> {

		@Override
		public void serialize(BigDecimal decimal, JsonGenerator generator, SerializationContext context) {
			generator.writeString(decimal.stripTrailingZeros().toPlainString());
		}

	}

	static class Deserializer extends ValueDeserializer<BigDecimal> {

		@Override
		public BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
			String text = JsonText.require(parser);
			if (!PLAIN.matcher(text).matches()) {
				throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
						"An amount or price is a positive decimal with digits before and after its point, such as \"0.5\"");
			}
			return new BigDecimal(text);
		}

	}

}
