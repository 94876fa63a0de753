package io.darkswap.wasm.autoconfigure.web;

import java.time.Duration;
import java.util.Optional;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Maps a failure of the client to an HTTP status and to problem details (RFC 9457). Use
 * it in your own exception handler, or set {@code darkswap.web.problem-details} to
 * {@code true} to handle all failures. Thread-safe.
 */
public final class DarkSwapProblemDetails {

	/** The name of the member that carries the {@link ErrorCode}. */
	public static final String CODE = "code";

	/** A starting or busy client serves the next call soon. */
	private static final Duration SOON = Duration.ofSeconds(1);

	/** An operator has to act first, or makers have to cancel orders. */
	private static final Duration LATER = Duration.ofSeconds(30);

	private DarkSwapProblemDetails() {
	}

	/**
	 * Return the HTTP status of a failure.
	 * @param code the failure's code
	 * @return 4xx if another request can succeed, 503 if the same request can succeed
	 * later, 502 if a balance server failed, 500 otherwise
	 */
	public static HttpStatus status(ErrorCode code) {
		return switch (code) {
			case INVALID_ARGUMENT -> HttpStatus.BAD_REQUEST;
			case NOT_THE_MAKER, MARKET_REFUSED -> HttpStatus.FORBIDDEN;
			case ORDER_NOT_FOUND, TRADE_NOT_FOUND, SIGNATURE_MISSING -> HttpStatus.NOT_FOUND;
			case ORDER_NOT_OPEN, ORDER_NOT_AS_EXPECTED, AMOUNT_EXCEEDS_REMAINING, DUPLICATE_ORDER, CLOCK_SET_BACK,
					TRADE_NOT_PENDING, DUPLICATE_TRADE ->
				HttpStatus.CONFLICT;
			case SIGNATURE_INVALID, SIGNATURE_OUTDATED, ORDER_ID_MISMATCH -> HttpStatus.UNPROCESSABLE_CONTENT;
			case NOT_INITIALIZED, NOT_STARTED, CALL_TIMED_OUT, CALL_INTERRUPTED, ENGINE_MEMORY_EXHAUSTED,
					TOO_MANY_FOREIGN_ORDERS, TOO_MANY_ORDERS_OF_MAKER, ENGINE_POISONED, ENGINE_STACK_OVERFLOW,
					CHAIN_SOURCE_MISSING, LOG_FULL, LOG_FAILED, WORKER_REFUSED ->
				HttpStatus.SERVICE_UNAVAILABLE;
			case WALLET_BALANCE_FAILED, WALLET_ASSET_BALANCE_FAILED -> HttpStatus.BAD_GATEWAY;
			case INITIALIZATION_FAILED, WALLET_SIGNING_FAILED, EVENTS_MISSED, ENGINE_TRAPPED, MODULE_NOT_FOUND,
					MODULE_UNREADABLE, MODULE_TOO_LARGE, MODULE_DIGEST_MISMATCH, MODULE_INVALID, MODULE_UNSUPPORTED,
					MODULE_IMPORTS_REFUSED, MODULE_MEMORY_MISMATCH, ABI_MISMATCH, WALLET_INVALID, MODULE_TIMED_OUT,
					MODULE_TRUNCATED, MODULE_NOT_WASM, LOG_LOCKED, LOG_DAMAGED, LOG_MISMATCH ->
				HttpStatus.INTERNAL_SERVER_ERROR;
		};
	}

	/**
	 * Return how long a caller should wait before the same request.
	 * @param code the failure's code
	 * @return the time for the header {@code Retry-After}, or empty if the same request
	 * would fail again
	 */
	public static Optional<Duration> retryAfter(ErrorCode code) {
		if (status(code) != HttpStatus.SERVICE_UNAVAILABLE) {
			return Optional.empty();
		}
		return Optional.of(switch (code) {
			case ENGINE_MEMORY_EXHAUSTED, TOO_MANY_FOREIGN_ORDERS, TOO_MANY_ORDERS_OF_MAKER, ENGINE_POISONED,
					ENGINE_STACK_OVERFLOW, CHAIN_SOURCE_MISSING, LOG_FULL, LOG_FAILED ->
				LATER;
			default -> SOON;
		});
	}

	/**
	 * Create the problem details of a failure.
	 * @param failure the failure
	 * @return a problem with {@link #status}, the failure's message, which names
	 * properties, as its detail and the failure's code as its member {@value #CODE}
	 */
	public static ProblemDetail of(DarkSwapException failure) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status(failure.code()),
				OptionProperties.named(failure).getMessage());
		problem.setProperty(CODE, failure.code());
		return problem;
	}

}
