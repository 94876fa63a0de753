package io.darkswap.wasm.autoconfigure.chain;

import java.io.IOException;
import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a server's failures are told as: one message for each, which names the property to
 * change.
 */
final class ChainFailures {

	/** How much of what a server says is shown. */
	private static final int SHOWN = 100;

	private final ChainServer server;

	ChainFailures(ChainServer server) {
		this.server = server;
	}

	ChainException unreachable(@Nullable IOException cause) {
		return transientFailure("%s cannot be reached, or breaks off: start it, or correct %s.url"
			.formatted(this.server, this.server.prefix()), Duration.ZERO, cause);
	}

	ChainException timedOut(@Nullable IOException cause) {
		return lasting(
				"%s did not answer within %s.read-timeout, which is %d ms: find out why it is slow, or raise the limit"
					.formatted(this.server, this.server.prefix(), this.server.readTimeout().toMillis()),
				cause);
	}

	ChainException busy(int status, Duration retryAfter) {
		return transientFailure("%s answers %d: try again later, or set %s.url to another server".formatted(this.server,
				status, this.server.prefix()), retryAfter, null);
	}

	ChainException redirected(int status) {
		return lasting(
				"%s answers %d, a redirect, which is not followed: set %s.url to where it leads if you trust that"
					.formatted(this.server, status, this.server.prefix()),
				null);
	}

	ChainException refused(int status, String reason) {
		String said = reason.isBlank() ? "" : " (" + shown(reason) + ")";
		return lasting(
				"%s answers %d%s: check %s.url, and that the server is of the wallet's network and indexes what is asked"
					.formatted(this.server, status, said, this.server.prefix()),
				null);
	}

	ChainException tooLarge() {
		return lasting("%s answers more than %s.max-response-size, which is %d bytes: raise it if you trust the server"
			.formatted(this.server, this.server.prefix(), this.server.maximumBytes()), null);
	}

	ChainException malformed(String reason) {
		return lasting("%s answers what is not understood: %s: check what %s.url points to".formatted(this.server,
				reason, this.server.prefix()), null);
	}

	ChainException errorObject(String message) {
		return lasting("%s answers with an error (%s): check %s.url, and that the server is of the wallet's network"
			.formatted(this.server, shown(message), this.server.prefix()), null);
	}

	ChainException notIndexed(String option) {
		return lasting("%s does not index what is asked: start it with %s".formatted(this.server, option), null);
	}

	DarkSwapException interrupted(@Nullable Throwable cause) {
		return new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
				"The thread was interrupted while %s was asked: ask again".formatted(this.server), cause);
	}

	/** Keeps what a server says from breaking lines or hiding in messages. */
	private static String shown(String said) {
		String printable = said.strip().replaceAll("[^ -~]+", " ");
		return (printable.length() > SHOWN) ? printable.substring(0, SHOWN) + "..." : printable;
	}

	private static ChainException lasting(String message, @Nullable Throwable cause) {
		return new ChainException(message, null, cause);
	}

	private static ChainException transientFailure(String message, Duration retryAfter, @Nullable Throwable cause) {
		return new ChainException(message, retryAfter, cause);
	}

}
