package io.darkswap.wasm.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * Keeps in a native image what the loader reads, and what the wallet's native library
 * needs.
 * <p>
 * The loader reads the bundled module, and the parsed module without code that its
 * classes, made by the build, come with. Those classes are called like any others and
 * need no reflection.
 * <p>
 * libsecp256k1 lies in its jars for several platforms. Its loader is found by name,
 * copies the right one into a file and loads that. Native code makes one Java exception.
 */
final class DarkSwapRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources()
			.registerPattern("darkswap-wasm/darkswap_wasm_bg.wasm")
			.registerPattern("io/darkswap/wasm/loader/bundled/DarkSwapEngineModule.meta")
			.registerPattern("fr/acinq/secp256k1/jni/native/**");
		hints.reflection()
			.registerType(TypeReference.of("fr.acinq.secp256k1.jni.NativeSecp256k1JvmLoader"),
					(loader) -> loader.withMethod("load", List.of(), ExecutableMode.INVOKE));
		hints.jni()
			.registerType(TypeReference.of("fr.acinq.secp256k1.Secp256k1Exception"), (exception) -> exception
				.withConstructor(List.of(TypeReference.of(String.class)), ExecutableMode.INVOKE));
	}

}
