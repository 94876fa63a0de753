package io.darkswap.wasm.autoconfigure.web;

import io.darkswap.wasm.autoconfigure.properties.StrictBindingConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Auto-configuration that answers failures of the client with problem details if
 * {@code darkswap.web.problem-details} is {@code true}.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnClass({ ProblemDetail.class, RestControllerAdvice.class })
@EnableConfigurationProperties(DarkSwapWebProperties.class)
@Import(StrictBindingConfiguration.class)
public final class DarkSwapProblemDetailsAutoConfiguration {

	@Bean
	@Conditional(OnProblemDetailsCondition.class)
	@ConditionalOnMissingBean(name = "darkSwapProblemDetailsAdvice")
	DarkSwapProblemDetailsAdvice darkSwapProblemDetailsAdvice() {
		return new DarkSwapProblemDetailsAdvice();
	}

}
