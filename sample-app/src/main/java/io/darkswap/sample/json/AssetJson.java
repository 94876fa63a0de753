package io.darkswap.sample.json;

import io.darkswap.wasm.Asset;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

import org.springframework.boot.jackson.JacksonComponent;

/**
 * Assets in JSON: {@code "BTC"}, {@code "RUNE:840000:3"}, {@code "ALKANE:2:0"}.
 */
@JacksonComponent
class AssetJson {

	static class Serializer extends ValueSerializer<Asset> {

		@Override
		public void serialize(Asset asset, JsonGenerator generator, SerializationContext context) {
			generator.writeString(asset.toString());
		}

	}

	static class Deserializer extends ValueDeserializer<Asset> {

		@Override
		public Asset deserialize(JsonParser parser, DeserializationContext context) {
			return Asset.parse(JsonText.require(parser));
		}

	}

}
