package io.darkswap.wasm.autoconfigure.modules;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A context with the auto-configuration of modules, and some of their properties.
 */
abstract class NamedModulesFixture {

	static final String MODULES = "file:../darkswap-wasm-core/src/test/resources/modules/";

	static final String THREADS = "darkswap.wasm.modules.threads.url=" + MODULES + "threads.wasm";

	static final String WASI_THREADS = "darkswap.wasm.modules.sums.url=" + MODULES + "wasi-threads.wasm";

	final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DarkSwapWasmLoaderAutoConfiguration.class, WasmModulesAutoConfiguration.class));

	static void assertRefused(AssertableApplicationContext context, String message) {
		assertThat(context.getStartupFailure()).hasStackTraceContaining(message);
	}

	static DarkSwapException failureOf(CompletableFuture<long[]> result) {
		CompletionException failure = catchThrowableOfType(CompletionException.class,
				() -> result.orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS).join());
		return (DarkSwapException) failure.getCause();
	}

}
