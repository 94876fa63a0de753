package io.darkswap.sample.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JavaType;
import io.darkswap.wasm.Asset;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Describes what is text in JSON and in queries, though it is none in Java.
 */
@Component
class OpenApiSchemas implements ModelConverter {

	private static final Map<Class<?>, Supplier<Schema<?>>> SCHEMAS = Map.of(Asset.class, OpenApiSchemas::asset,
			BigDecimal.class, OpenApiSchemas::decimal, Duration.class, OpenApiSchemas::duration);

	@Override
	@SuppressWarnings("rawtypes") // The interface has it so.
	public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
		JavaType javaType = Json.mapper().constructType(type.getType());
		Schema<?> schema = (javaType != null) ? of(javaType.getRawClass()) : null;
		if (schema != null) {
			return schema;
		}
		return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
	}

	/** A new schema each time: whoever gets it may change it. */
	static @Nullable Schema<?> of(Class<?> type) {
		Supplier<Schema<?>> schema = SCHEMAS.get(type);
		return (schema != null) ? schema.get() : null;
	}

	private static Schema<?> asset() {
		return new StringSchema().description("Bitcoin, a rune or an alkane")
			.pattern("^(BTC|(RUNE|ALKANE):[0-9]+:[0-9]+)$")
			.example("RUNE:840000:3");
	}

	private static Schema<?> decimal() {
		return new StringSchema().description("A decimal with at most 8 digits after the point")
			.format("decimal")
			.pattern("^[0-9]{1,12}(\\.[0-9]{1,8})?$")
			.example("0.5");
	}

	private static Schema<?> duration() {
		return new StringSchema().description("A number and its unit: s, m, h or d")
			.pattern("^[0-9]+(ns|us|ms|s|m|h|d)$")
			.example("24h");
	}

}
