package io.darkswap.wasm.chain;

/**
 * An option of a {@link ChainServer}, for messages that name the option to change.
 */
public enum ChainOption {

	/** The base URL. */
	URL("url"),

	/** The maximum time for connecting. */
	CONNECT_TIMEOUT("connectTimeout"),

	/** The maximum time for a whole answer. */
	READ_TIMEOUT("readTimeout"),

	/** The number of retries of a request. */
	RETRIES("retries"),

	/** The time for which an answer is cached. */
	CACHE("cache"),

	/** The maximum size of an answer. */
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
