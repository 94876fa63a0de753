package io.darkswap.wasm.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * Keeps the loader's resources and the wallet's native library in a native image.
 * <p>
 * The loader reads the bundled module and the parsed module without code that the build
 * writes beside the compiled classes. The code calls these classes without reflection.
 * <p>
 * The jars of libsecp256k1 hold libraries for several platforms. Their loader is found by
 * name, copies the library of this platform into a file and loads it. Native code creates
 * one Java exception.
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
