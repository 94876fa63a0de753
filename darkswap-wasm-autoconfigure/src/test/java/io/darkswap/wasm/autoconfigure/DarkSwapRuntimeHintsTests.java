package io.darkswap.wasm.autoconfigure;

import java.io.InputStream;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapRuntimeHints}.
 */
class DarkSwapRuntimeHintsTests {

	@ParameterizedTest
	@ValueSource(strings = { "darkswap-wasm/darkswap_wasm_bg.wasm",
			"io/darkswap/wasm/loader/bundled/DarkSwapEngineModule.meta",
			"fr/acinq/secp256k1/jni/native/linux-x86_64/libsecp256k1-jni.so",
			"fr/acinq/secp256k1/jni/native/linux-aarch64/libsecp256k1-jni.so",
			"fr/acinq/secp256k1/jni/native/darwin/libsecp256k1-jni.dylib",
			"fr/acinq/secp256k1/jni/native/mingw-x86_64/secp256k1-jni.dll" })
	void aotProcessingKeepsWhatLoadersRead(String resource) throws Exception {
		assertThat(RuntimeHintsPredicates.resource().forResource(resource)).accepts(process());
		// A hint for a missing resource keeps nothing.
		try (InputStream there = DarkSwapClient.class.getResourceAsStream("/" + resource)) {
			assertThat(there).isNotNull();
		}
	}

	/**
	 * Checks the hints by reflection on the classes, because a hint for a missing member
	 * has no effect.
	 */
	@Test
	void aotProcessingLetsTheWalletsLibraryBeLoadedAndThrow() throws Exception {
		RuntimeHints hints = process();
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Class.forName("fr.acinq.secp256k1.jni.NativeSecp256k1JvmLoader").getMethod("load")))
			.accepts(hints);
		assertThat(hints.jni().getTypeHint(Class.forName("fr.acinq.secp256k1.Secp256k1Exception"))).isNotNull();
		assertThat(Class.forName("fr.acinq.secp256k1.Secp256k1Exception").getConstructor(String.class)).isNotNull();
	}

	@Test
	void aotProcessingLetsPropertiesBeBound() {
		assertThat(RuntimeHintsPredicates.reflection().onType(DarkSwapWasmProperties.class)).accepts(process());
	}

	private static RuntimeHints process() {
		GenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.darkswap.wasm.autoconfigure", "Application")),
				new InMemoryGeneratedFiles());
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(DarkSwapClientAutoConfiguration.class, DarkSwapWalletAutoConfiguration.class,
				DarkSwapWasmLoaderAutoConfiguration.class);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		return generation.getRuntimeHints();
	}

}
