package io.darkswap.wasm;

import java.util.function.Supplier;

/**
 * Both kinds of client, each without and with a command log, for the tests that hold for
 * all.
 */
public enum ClientKind {

	PLAIN(DarkSwapClient::builder), SHARED_MEMORY(SharedMemoryDarkSwapClient::builder),

	PLAIN_WITH_LOG(() -> DarkSwapClient.builder().log(TestLogs.newLog())),

	SHARED_MEMORY_WITH_LOG(() -> SharedMemoryDarkSwapClient.builder().log(TestLogs.newLog()));

	private final Supplier<DarkSwapClient.Builder> builder;

	ClientKind(Supplier<DarkSwapClient.Builder> builder) {
		this.builder = builder;
	}

	public DarkSwapClient.Builder builder() {
		return this.builder.get();
	}

	/** Return whether commands go through a log. */
	public boolean hasLog() {
		return this == PLAIN_WITH_LOG || this == SHARED_MEMORY_WITH_LOG;
	}

}
