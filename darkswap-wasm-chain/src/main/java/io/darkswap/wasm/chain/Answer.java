package io.darkswap.wasm.chain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;

/**
 * A server's answer.
 *
 * @param status the HTTP status
 * @param type the content type, if there is one
 * @param retryAfter the pause before a retry that the server requests; zero if it
 * requests none
 * @param body the body; of a status other than 200, its first bytes
 */
record Answer(int status, @Nullable String type, Duration retryAfter, byte[] body) {

	boolean isOk() {
		return this.status == HttpStatus.OK.value();
	}

	/** Returns whether a retry may succeed. */
	boolean isBusy() {
		return this.status == HttpStatus.TOO_MANY_REQUESTS.value()
				|| this.status >= HttpStatus.INTERNAL_SERVER_ERROR.value();
	}

	/**
	 * Returns whether the status is of the moment, and not of the request: too many
	 * requests, or a gateway or server that is not available.
	 */
	boolean isTemporary() {
		return switch (this.status) {
			case 429, 502, 503, 504 -> true;
			default -> false;
		};
	}

	/** Returns the body as JSON, or a missing node if it is not JSON. */
	JsonNode json() {
		return Json.parse(this.body);
	}

	/**
	 * Returns the server's own message about a failure: plain text, or the error, message
	 * or detail (RFC 9457) of a JSON object; empty for HTML pages and other formats.
	 */
	String message() {
		String text = new String(this.body, StandardCharsets.UTF_8).strip();
		String type = (this.type != null) ? this.type.toLowerCase(Locale.ROOT) : null;
		if (type != null && type.contains("json")) {
			JsonNode json = json();
			return Stream.of(messageOf(json.path("error")), messageOf(json), json.path("detail").asString(""))
				.filter((message) -> !message.isEmpty())
				.findFirst()
				.orElse("");
		}
		boolean plain = (type != null) ? type.startsWith("text/plain") : !text.startsWith("<");
		return plain ? text : "";
	}

	/**
	 * Returns the message of an error in JSON: the text itself, or an object's
	 * {@code message}.
	 */
	static String messageOf(JsonNode error) {
		return error.isString() ? error.stringValue() : error.path("message").asString("");
	}

}
