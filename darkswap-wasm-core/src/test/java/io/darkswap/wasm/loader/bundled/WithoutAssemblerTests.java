package io.darkswap.wasm.loader.bundled;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The bundled engine defines no classes at run time, which a native image could not: it
 * trades where the assembler that would make them is missing.
 */
class WithoutAssemblerTests {

	@Test
	void bundledEngineTradesWithoutAssembler() throws Exception {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (!Path.of(entry).getFileName().toString().matches("asm-.*")) {
				urls.add(Path.of(entry).toUri().toURL());
			}
		}
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> loader.loadClass("org.objectweb.asm.ClassWriter"));
			Callable<?> trading = (Callable<?>) loader.loadClass(Trading.class.getName())
				.getDeclaredConstructor()
				.newInstance();
			assertThat(trading.call()).isEqualTo(true);
		}
	}

	/** Public, because another class loader creates it by reflection. */
	public static class Trading implements Callable<Boolean> {

		@Override
		public Boolean call() {
			try (SharedMemoryDarkSwapClient client = new SharedMemoryDarkSwapClient()) {
				client.initialize();
				return client.getOrders(Asset.bitcoin(), Asset.rune("840000:3")).isEmpty();
			}
		}

	}

}
