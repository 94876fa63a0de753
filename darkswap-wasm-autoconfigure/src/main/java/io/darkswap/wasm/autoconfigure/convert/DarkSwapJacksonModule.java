package io.darkswap.wasm.autoconfigure.convert;

import java.util.function.Function;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.TradingPair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes and reads an {@link Asset} and a {@link TradingPair} as its text, such as
 * {@code "RUNE:840000:3"}, both as a value and as the key of a map.
 */
final class DarkSwapJacksonModule extends SimpleModule {

	private static final long serialVersionUID = 1L;

	DarkSwapJacksonModule() {
		super("darkswap");
		add(Asset.class, Asset::parse);
		add(TradingPair.class, TradingPair::of);
	}

	private <T> void add(Class<T> type, Function<String, T> parser) {
		addSerializer(type, new TextSerializer<>());
		addDeserializer(type, new TextDeserializer<>(type, parser));
		addKeySerializer(type, new TextKeySerializer<>());
		addKeyDeserializer(type, new TextKeyDeserializer(parser));
	}

	private static final class TextSerializer<T> extends ValueSerializer<T> {

		@Override
		public void serialize(T value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.toString());
		}

	}

	private static final class TextDeserializer<T> extends ValueDeserializer<T> {

		private final Class<T> type;

		private final Function<String, T> parser;

		TextDeserializer(Class<T> type, Function<String, T> parser) {
			this.type = type;
			this.parser = parser;
		}

		@Override
		public T deserialize(JsonParser json, DeserializationContext context) {
			if (!json.hasToken(JsonToken.VALUE_STRING)) {
				return this.type.cast(context.handleUnexpectedToken(this.type, json));
			}
			return this.parser.apply(json.getString());
		}

	}

	private static final class TextKeySerializer<T> extends ValueSerializer<T> {

		@Override
		public void serialize(T value, JsonGenerator generator, SerializationContext context) {
			generator.writeName(value.toString());
		}

	}

	private static final class TextKeyDeserializer extends KeyDeserializer {

		private final Function<String, ?> parser;

		TextKeyDeserializer(Function<String, ?> parser) {
			this.parser = parser;
		}

		@Override
		public Object deserializeKey(String key, DeserializationContext context) {
			return this.parser.apply(key);
		}

	}

}
