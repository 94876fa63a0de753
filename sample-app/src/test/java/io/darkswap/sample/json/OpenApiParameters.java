package io.darkswap.sample.json;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.ParameterCustomizer;

import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Describes parameters that are converted from text as text.
 */
@Component
class OpenApiParameters implements ParameterCustomizer {

	@Override
	public @Nullable Parameter customize(@Nullable Parameter parameter, MethodParameter method) {
		Schema<?> schema = OpenApiSchemas.of(method.getParameterType());
		if (parameter != null && schema != null) {
			RequestParam query = method.getParameterAnnotation(RequestParam.class);
			if (query != null && !Boolean.TRUE.equals(parameter.getRequired())) {
				schema.setDefault(query.defaultValue());
			}
			parameter.setSchema(schema);
		}
		return parameter;
	}

}
