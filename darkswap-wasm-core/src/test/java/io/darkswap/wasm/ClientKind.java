package io.darkswap.wasm;

import java.util.function.Supplier;

/** Both kinds of client, for the tests that hold for both. */
public enum ClientKind {

	PLAIN(DarkSwapClient::builder), SHARED_MEMORY(SharedMemoryDarkSwapClient::builder);

	private final Supplier<DarkSwapClient.Builder<?>> builder;

	ClientKind(Supplier<DarkSwapClient.Builder<?>> builder) {
		this.builder = builder;
	}

	public DarkSwapClient.Builder<?> builder() {
		return this.builder.get();
	}

}
