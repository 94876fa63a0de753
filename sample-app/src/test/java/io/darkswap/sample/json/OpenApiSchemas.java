package io.darkswap.sample.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JavaType;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.TradingPair;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import jakarta.validation.constraints.Digits;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Describes the types that are text in JSON and in queries but not in Java, and the
 * properties of an answer that may be null.
 */
@Component
class OpenApiSchemas implements ModelConverter {

	private static final String REFERENCE = "#/components/schemas/";

	private static final Map<Class<?>, Supplier<Schema<?>>> SCHEMAS = Map.of(Asset.class, OpenApiSchemas::asset,
			BigDecimal.class, OpenApiSchemas::sum, Duration.class, OpenApiSchemas::duration, TradingPair.class,
			OpenApiSchemas::pair);

	@Override
	@SuppressWarnings("rawtypes") // The interface has it so.
	public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
		JavaType javaType = Json.mapper().constructType(type.getType());
		Class<?> rawClass = (javaType != null) ? javaType.getRawClass() : Object.class;
		Schema<?> schema = (rawClass == BigDecimal.class) ? decimal(type) : of(rawClass);
		if (schema != null) {
			return schema;
		}
		Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
		Schema<?> model = (resolved != null) ? model(resolved, context) : null;
		if (model != null && model.getProperties() != null) {
			describe(model, rawClass);
		}
		return resolved;
	}

	/** A type that an annotation names resolves to its model, not to a reference. */
	private static @Nullable Schema<?> model(Schema<?> resolved, ModelConverterContext context) {
		String reference = resolved.get$ref();
		return (reference != null) ? context.getDefinedModels().get(reference.replace(REFERENCE, "")) : resolved;
	}

	/** A new schema each time, which the caller may change. */
	static @Nullable Schema<?> of(Class<?> type) {
		Supplier<Schema<?>> schema = SCHEMAS.get(type);
		return (schema != null) ? schema.get() : null;
	}

	private static void describe(Schema<?> model, Class<?> type) {
		if (type.isRecord()) {
			describeRecord(model, type.getRecordComponents());
		}
		else if (type == ProblemDetail.class) {
			describeProblem(model);
		}
	}

	/** Every component is written, also one that is null. */
	private static void describeRecord(Schema<?> model, RecordComponent[] components) {
		model.setRequired(Stream.of(components).map(RecordComponent::getName).toList());
		for (RecordComponent component : components) {
			Schema<?> property = model.getProperties().get(component.getName());
			if (component.getAnnotatedType().isAnnotationPresent(Nullable.class) && property != null
					&& property.getAnyOf() == null) {
				Schema<Object> nullable = new JsonSchema();
				nullable.setAnyOf(List.of(property, new JsonSchema().types(Set.of("null"))));
				model.getProperties().put(component.getName(), nullable);
			}
		}
	}

	/** Its additional properties are beside the standard ones. */
	private static void describeProblem(Schema<?> model) {
		model.getProperties().remove("properties");
		List<String> codes = new ArrayList<>(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
		model.addProperty("code", new StringSchema()._enum(codes).description("What went wrong, for programs"));
	}

	private static Schema<?> asset() {
		return new StringSchema().description("Bitcoin, a rune or an alkane")
			.pattern("^(BTC|(RUNE|ALKANE):[0-9]+:[0-9]+)$")
			.example("RUNE:840000:3");
	}

	private static Schema<?> pair() {
		return new StringSchema().description("The base and the quote asset")
			.pattern("^(BTC|(RUNE|ALKANE):[0-9]+:[0-9]+)/(BTC|(RUNE|ALKANE):[0-9]+:[0-9]+)$")
			.example("BTC/RUNE:840000:3");
	}

	/**
	 * Requests have limits; an answer may be a sum, or negative.
	 */
	private static Schema<?> decimal(AnnotatedType type) {
		if (annotation(type, Digits.class) != null) {
			return new StringSchema().description("A decimal with at most 8 digits after the point")
				.format("decimal")
				.pattern("^[0-9]{1,12}(\\.[0-9]{1,8})?$")
				.example("0.5");
		}
		io.swagger.v3.oas.annotations.media.Schema given = annotation(type,
				io.swagger.v3.oas.annotations.media.Schema.class);
		return (given != null && !given.pattern().isEmpty()) ? sum().pattern(given.pattern()) : sum();
	}

	private static <A extends Annotation> @Nullable A annotation(AnnotatedType type, Class<A> kind) {
		Annotation[] annotations = (type.getCtxAnnotations() != null) ? type.getCtxAnnotations() : new Annotation[0];
		return Stream.of(annotations).filter(kind::isInstance).map(kind::cast).findFirst().orElse(null);
	}

	private static Schema<?> sum() {
		return new StringSchema().description("A decimal of any length")
			.format("decimal")
			.pattern("^[0-9]+(\\.[0-9]+)?$")
			.example("0.5");
	}

	private static Schema<?> duration() {
		return new StringSchema().description("A number and its unit: s, m, h or d")
			.pattern("^[0-9]+(ns|us|ms|s|m|h|d)$")
			.example("24h");
	}

}
