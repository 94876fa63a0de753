package io.darkswap.sample;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers every failure with problem details (RFC 9457) whose {@code code} is an
 * {@link ErrorCode}.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

	private static final String CODE = "code";

	/** Seconds: what is not ready yet, or is busy, soon will be. */
	private static final String SOON = "1";

	/**
	 * Seconds: somebody has to restart or configure the application, or cancel orders.
	 */
	private static final String LATER = "30";

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleDarkSwapException(DarkSwapException ex) {
		HttpStatus status = status(ex.code());
		if (status.is5xxServerError()) {
			this.logger.error("A request could not be answered", ex);
		}
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, ex.getMessage());
		problem.setProperty(CODE, ex.code());
		ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
		if (status == HttpStatus.SERVICE_UNAVAILABLE) {
			response.header(HttpHeaders.RETRY_AFTER, retryAfter(ex.code()));
		}
		return response.body(problem);
	}

	private static HttpStatus status(ErrorCode code) {
		return switch (code) {
			case INVALID_ARGUMENT -> HttpStatus.BAD_REQUEST;
			case ORDER_NOT_FOUND -> HttpStatus.NOT_FOUND;
			case ORDER_NOT_OPEN, AMOUNT_EXCEEDS_REMAINING -> HttpStatus.CONFLICT;
			case NOT_INITIALIZED, NOT_STARTED, CALL_TIMED_OUT, CALL_INTERRUPTED, ENGINE_MEMORY_EXHAUSTED,
					ENGINE_POISONED, ENGINE_STACK_OVERFLOW, CHAIN_SOURCE_MISSING ->
				HttpStatus.SERVICE_UNAVAILABLE;
			case WALLET_BALANCE_FAILED, WALLET_ASSET_BALANCE_FAILED -> HttpStatus.BAD_GATEWAY;
			default -> HttpStatus.INTERNAL_SERVER_ERROR;
		};
	}

	private static String retryAfter(ErrorCode code) {
		return switch (code) {
			case ENGINE_MEMORY_EXHAUSTED, ENGINE_POISONED, ENGINE_STACK_OVERFLOW, CHAIN_SOURCE_MISSING -> LATER;
			default -> SOON;
		};
	}

	/** What Spring MVC itself refuses was an argument before it reached the client. */
	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ResponseEntity<Object> response = super.handleExceptionInternal(ex, body, headers, status, request);
		if (response != null && status.is4xxClientError() && response.getBody() instanceof ProblemDetail problem) {
			problem.setProperty(CODE, ErrorCode.INVALID_ARGUMENT);
			String detail = detail(ex);
			if (detail != null) {
				problem.setDetail(detail);
			}
		}
		return response;
	}

	/** Says what is wrong with a value without showing how this application is made. */
	private static @Nullable String detail(Exception ex) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		if (cause instanceof DarkSwapException refusal) {
			return refusal.getMessage();
		}
		if (cause instanceof JacksonException json && !json.getPath().isEmpty()) {
			return "'%s' is missing or has a wrong value".formatted(json.getPath().get(0).getPropertyName());
		}
		return null;
	}

}
