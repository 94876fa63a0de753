package io.darkswap.wasm.autoconfigure.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Auto-configuration that answers failures of the client with problem details if
 * {@code darkswap.web.problem-details} is {@code true}.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnClass({ ProblemDetail.class, RestControllerAdvice.class })
@ConditionalOnBooleanProperty("darkswap.web.problem-details")
public final class DarkSwapProblemDetailsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "darkSwapProblemDetailsAdvice")
	DarkSwapProblemDetailsAdvice darkSwapProblemDetailsAdvice() {
		return new DarkSwapProblemDetailsAdvice();
	}

}
