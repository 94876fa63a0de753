package io.darkswap.wasm.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Keeps in a native image what the loader reads: the bundled module, and the parsed
 * module without code that its classes, made by the build, come with. Those classes are
 * called like any others and need no reflection.
 */
final class DarkSwapRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources()
			.registerPattern("darkswap-wasm/darkswap_wasm_bg.wasm")
			.registerPattern("io/darkswap/wasm/loader/bundled/DarkSwapEngineModule.meta");
	}

}
