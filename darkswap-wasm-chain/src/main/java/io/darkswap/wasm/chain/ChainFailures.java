package io.darkswap.wasm.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions for a server's failures. Each message names the option to
 * change.
 */
final class ChainFailures {

	/** The number of characters of a server's own message that are shown. */
	private static final int SHOWN = 100;

	private final String name;

	private final ChainServer server;

	/**
	 * Creates failures of a server.
	 * @param name the name of the server in messages
	 * @param server the server
	 */
	ChainFailures(String name, ChainServer server) {
		this.name = name + " at " + server;
		this.server = server;
	}

	ChainException unreachable(@Nullable IOException cause) {
		return transientFailure(
				"%s cannot be reached, or closes the connection: start it, or correct %s".formatted(this.name, url()),
				Duration.ZERO, cause);
	}

	ChainException timedOut(@Nullable IOException cause) {
		return lasting("%s did not answer within %s, which is %d ms: check its load, or raise the limit".formatted(
				this.name, this.server.nameOf(ChainOption.READ_TIMEOUT), this.server.readTimeout().toMillis()), cause);
	}

	ChainException busy(Answer answer) {
		return transientFailure("%s answers %d%s: try again later, or set %s to another server".formatted(this.name,
				answer.status(), shown(answer.message()), url()), answer.retryAfter(), null);
	}

	ChainException redirected(int status) {
		return lasting("%s answers %d, a redirect, which is not followed: set %s to its target if you trust that server"
			.formatted(this.name, status, url()), null);
	}

	ChainException refused(Answer answer) {
		return lasting(
				"%s answers %d%s: check %s, and that the server is of the wallet's network and has the needed index"
					.formatted(this.name, answer.status(), shown(answer.message()), url()),
				null);
	}

	ChainException tooLarge() {
		return lasting("%s answers more than %s, which is %d bytes: raise it if you trust the server".formatted(
				this.name, this.server.nameOf(ChainOption.MAX_RESPONSE_SIZE), this.server.maxResponseSize()), null);
	}

	ChainException malformed(String reason) {
		return lasting(
				"%s sends a malformed answer: %s: check the server that %s names".formatted(this.name, reason, url()),
				null);
	}

	ChainException notJson(Answer answer) {
		String message = (answer.type() != null) ? answer.message() : "";
		return malformed("it is not JSON" + shown(message));
	}

	ChainException error(String message) {
		return lasting("%s answers with an error%s: check %s, and that the server is of the wallet's network"
			.formatted(this.name, shown(message), url()), null);
	}

	ChainException notIndexed(String option) {
		return lasting("%s lacks the needed index: start it with %s".formatted(this.name, option), null);
	}

	ChainException otherNetwork(BitcoinNetwork network, Set<BitcoinNetwork> accepted) {
		return lasting("%s indexes %s, but the address is of %s: set %s to a server of the wallet's network".formatted(
				this.name, name(network),
				accepted.stream().map(ChainFailures::name).collect(Collectors.joining(" or ")), url()), null);
	}

	private static String name(BitcoinNetwork network) {
		return network.name().toLowerCase(Locale.ROOT);
	}

	DarkSwapException interrupted(@Nullable Throwable cause) {
		return new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
				"The thread was interrupted during a request to %s: try again".formatted(this.name), cause);
	}

	private String url() {
		return this.server.nameOf(ChainOption.URL);
	}

	/**
	 * Returns a server's own message in parentheses, or nothing if there is none: one
	 * short line of printable ASCII, without the parts of the URL that can hold keys.
	 */
	private String shown(String message) {
		String printable = this.server.url().redact(message.replaceAll("[^ -~]+", " ").strip());
		String shown = (printable.length() > SHOWN) ? printable.substring(0, SHOWN) + "..." : printable;
		return shown.isEmpty() ? "" : " (" + shown + ")";
	}

	private static ChainException lasting(String message, @Nullable Throwable cause) {
		return new ChainException(message, null, cause);
	}

	private static ChainException transientFailure(String message, Duration retryAfter, @Nullable Throwable cause) {
		return new ChainException(message, retryAfter, cause);
	}

}
