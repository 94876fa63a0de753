package io.darkswap.wasm.autoconfigure.web;

import io.darkswap.wasm.DarkSwapException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.log.LogMessage;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers each {@link DarkSwapException} of a controller with problem details. The
 * application's own advices come first. Works with Spring MVC and with WebFlux.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class DarkSwapProblemDetailsAdvice {

	private static final Log logger = LogFactory.getLog(DarkSwapProblemDetailsAdvice.class);

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(DarkSwapException failure) {
		HttpStatus status = DarkSwapProblemDetails.status(failure.code());
		if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
			logger.error("A request failed", failure);
		}
		else if (status.is5xxServerError()) {
			logger.debug(LogMessage.format("A request was refused with %s", failure.code()), failure);
		}
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
		DarkSwapProblemDetails.retryAfter(failure.code())
			.ifPresent((time) -> answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(time.toSeconds())));
		return answer.body(DarkSwapProblemDetails.of(failure));
	}

}
