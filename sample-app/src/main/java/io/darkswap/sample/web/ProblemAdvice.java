package io.darkswap.sample.web;

import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.web.DarkSwapProblemDetails;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers every failure with problem details (RFC 9457) whose {@code code} is an
 * {@link ErrorCode}.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

	@ApiResponse(responseCode = "default", description = "A problem, with an error code",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(implementation = ProblemDetail.class)))
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleDarkSwapException(DarkSwapException ex) {
		HttpStatus status = DarkSwapProblemDetails.status(ex.code());
		log(status, ex);
		ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
		DarkSwapProblemDetails.retryAfter(ex.code())
			.ifPresent((time) -> response.header(HttpHeaders.RETRY_AFTER, String.valueOf(time.toSeconds())));
		return response.body(DarkSwapProblemDetails.of(ex));
	}

	/**
	 * Logs the stack trace of unexpected failures only. A stopped client, a full memory
	 * or a chain server that is down is a state, which health reports and which every
	 * request meets.
	 */
	private void log(HttpStatus status, DarkSwapException ex) {
		if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
			this.logger.error("A request failed", ex);
		}
		else if (this.logger.isDebugEnabled()) {
			this.logger
				.debug("A request is answered with %d %s: %s".formatted(status.value(), ex.code(), ex.getMessage()));
		}
	}

	/** A request that Spring MVC itself refuses is an invalid argument. */
	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ResponseEntity<Object> response = super.handleExceptionInternal(ex, body, headers, status, request);
		if (response != null && status.is4xxClientError() && response.getBody() instanceof ProblemDetail problem) {
			problem.setProperty(DarkSwapProblemDetails.CODE, ErrorCode.INVALID_ARGUMENT);
			String detail = detail(ex);
			if (detail != null) {
				problem.setDetail(detail);
			}
		}
		return response;
	}

	/** Names the fault of a value without showing internals of the application. */
	private static @Nullable String detail(Exception ex) {
		if (ex instanceof BindingResult result) {
			return String.join("; ", result.getFieldErrors().stream().map(ProblemAdvice::detail).sorted().toList());
		}
		if (ex instanceof HandlerMethodValidationException invalid) {
			return String.join("; ",
					invalid.getParameterValidationResults().stream().flatMap(ProblemAdvice::details).sorted().toList());
		}
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		if (cause instanceof DarkSwapException refusal) {
			return refusal.getMessage();
		}
		if (cause instanceof JacksonException json && !json.getPath().isEmpty()) {
			return "'%s' is missing or has a wrong value".formatted(path(json));
		}
		return null;
	}

	/** Returns a path such as {@code order.side} or {@code [3].side}. */
	private static String path(JacksonException json) {
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference step : json.getPath()) {
			if (step.getPropertyName() == null) {
				path.append('[').append(step.getIndex()).append(']');
			}
			else {
				path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
			}
		}
		return path.toString();
	}

	private static Stream<String> details(ParameterValidationResult result) {
		if (result instanceof ParameterErrors errors) {
			return errors.getFieldErrors().stream().map((error) -> element(errors) + detail(error));
		}
		return result.getResolvableErrors()
			.stream()
			.map((error) -> "'%s' %s".formatted(result.getMethodParameter().getParameterName(),
					error.getDefaultMessage()));
	}

	/** Names the element if the argument is a list. */
	private static String element(ParameterErrors errors) {
		return (errors.getContainerIndex() != null) ? "Element %d: ".formatted(errors.getContainerIndex()) : "";
	}

	private static String detail(FieldError error) {
		return "'%s' %s".formatted(error.getField(), error.getDefaultMessage());
	}

}
