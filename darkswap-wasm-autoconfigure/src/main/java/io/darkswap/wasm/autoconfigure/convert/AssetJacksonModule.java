package io.darkswap.wasm.autoconfigure.convert;

import io.darkswap.wasm.Asset;
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
 * Writes and reads an {@link Asset} as its text, such as {@code "RUNE:840000:3"}, both as
 * a value and as the key of a map.
 */
final class AssetJacksonModule extends SimpleModule {

	private static final long serialVersionUID = 1L;

	AssetJacksonModule() {
		super("darkswap-asset");
		addSerializer(Asset.class, new Serializer());
		addDeserializer(Asset.class, new Deserializer());
		addKeySerializer(Asset.class, new KeySerializer());
		addKeyDeserializer(Asset.class, new AssetKeyDeserializer());
	}

	private static final class Serializer extends ValueSerializer<Asset> {

		@Override
		public void serialize(Asset asset, JsonGenerator generator, SerializationContext context) {
			generator.writeString(asset.toString());
		}

	}

	private static final class Deserializer extends ValueDeserializer<Asset> {

		@Override
		public Asset deserialize(JsonParser parser, DeserializationContext context) {
			if (!parser.hasToken(JsonToken.VALUE_STRING)) {
				return (Asset) context.handleUnexpectedToken(Asset.class, parser);
			}
			return Asset.parse(parser.getString());
		}

	}

	private static final class KeySerializer extends ValueSerializer<Asset> {

		@Override
		public void serialize(Asset asset, JsonGenerator generator, SerializationContext context) {
			generator.writeName(asset.toString());
		}

	}

	private static final class AssetKeyDeserializer extends KeyDeserializer {

		@Override
		public Object deserializeKey(String key, DeserializationContext context) {
			return Asset.parse(key);
		}

	}

}
