package io.darkswap.wasm.loader;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.assertj.core.api.AbstractComparableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Assertions on loads that fail.
 */
final class FailedLoads {

	private FailedLoads() {
	}

	/** Return an assertion on the code with which a call fails. */
	static AbstractComparableAssert<?, ErrorCode> assertThatFails(ThrowingCallable call) {
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class, call);
		assertThat(failure).as("failure").isNotNull();
		return assertThat(failure.code()).as(failure.getMessage());
	}

	/**
	 * Assert that a load of a server's module fails with its URL in the message, leaves
	 * the cache unchanged, and is retried by the next load.
	 * @return the time that the load took to fail
	 */
	static Duration assertFails(HttpModules server, String path, SharedMemoryWasmLoader loader, ErrorCode code,
			String message) {
		String url = server.url(path);
		loader.preload(TestModules.NO_MEMORY).join();
		int before = server.requests();
		long start = System.nanoTime();
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> loader.load(url, MemoryOptions.DEFAULT));
		Duration taken = Duration.ofNanos(System.nanoTime() - start);
		assertThat(failure).isNotNull();
		assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
		assertThat(failure).hasMessageContaining(url).hasMessageContaining(message);
		assertThat(loader.isCached(url)).isFalse();
		assertThat(loader.isCached(TestModules.NO_MEMORY)).isTrue();
		assertThat(loader.cacheSize()).isOne();
		int requests = requestsAfter(before, server);
		assertThatFails(() -> loader.load(url, MemoryOptions.DEFAULT)).isEqualTo(code);
		requestsAfter(requests, server);
		return taken;
	}

	/**
	 * Wait for another request than those before, which the server may receive after its
	 * load gave up.
	 * @return the number of all requests
	 */
	private static int requestsAfter(int before, HttpModules server) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (server.requests() == before && System.nanoTime() < deadline) {
			Thread.yield();
		}
		int requests = server.requests();
		assertThat(requests).as("requests").isGreaterThan(before);
		return requests;
	}

}
