package io.darkswap.wasm.chain;

/**
 * An option of a {@link ChainServer}, for messages that name the option to change.
 */
public enum ChainOption {

	/** The base URL. */
	URL("url"),

	/** How long connecting may take. */
	CONNECT_TIMEOUT("connectTimeout"),

	/** How long a whole answer may take. */
	READ_TIMEOUT("readTimeout"),

	/** How often a request is retried. */
	RETRIES("retries"),

	/** How long an answer is cached. */
	CACHE("cache"),

	/** How large an answer may be. */
	MAX_RESPONSE_SIZE("maxResponseSize");

	private final String argument;

	ChainOption(String argument) {
		this.argument = argument;
	}

	/**
	 * Returns the option's name in {@link ChainServer.Builder}.
	 */
	String argument() {
		return this.argument;
	}

}
