package io.darkswap.wasm.pool;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples in {@code docs/modules.md} that run modules of others are compiled as they
 * are printed, and compute what they say.
 */
@EnabledIfSystemProperty(named = "real-modules", matches = ".+")
@Timeout(600)
class RealExamplesTests {

	private static final int SIZE = 64;

	private final Path folder;

	RealExamplesTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	void ofWasmBindgenCompressAPicture() throws Exception {
		byte[] white = new byte[SIZE * SIZE * 4];
		Arrays.fill(white, (byte) 0xFF);
		byte[] png = (byte[]) run("Pngs", "compress", "_jsquash_oxipng-2.3.0-codec_pkg-parallel_squoosh_oxipng_bg.wasm",
				white, SIZE, SIZE);
		assertThat(new String(png, 1, 3)).isEqualTo("PNG");
		assertThat(png).hasSizeLessThan(white.length / 10);
	}

	@Test
	void ofEmscriptenMultiplyMatrices() throws Exception {
		float[] twos = new float[SIZE * SIZE];
		Arrays.fill(twos, 2);
		float[] product = (float[]) run("Matrices", "multiply",
				"_tensorflow_tfjs-backend-wasm-4.22.0-dist_tfjs-backend-wasm-threaded-simd.wasm", twos, twos, SIZE);
		assertThat(product).containsOnly(2 * 2 * SIZE);
	}

	/** Compile an example, and call its method with a loader and a module's URL. */
	private Object run(String example, String method, String module, Object... arguments) throws Exception {
		Path source = Files.writeString(this.folder.resolve(example + ".java"), code(example));
		int exitCode = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-d", this.folder.toString(), "-classpath",
					System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
					source.toString());
		assertThat(exitCode).isZero();
		try (URLClassLoader classes = new URLClassLoader(new URL[] { this.folder.toUri().toURL() });
				SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
					.compileTimeout(Duration.ofMinutes(10))
					.build()) {
			Class<?> type = classes.loadClass(example);
			Constructor<?> constructor = type.getDeclaredConstructor();
			constructor.setAccessible(true);
			Method called = Arrays.stream(type.getDeclaredMethods())
				.filter((declared) -> declared.getName().equals(method))
				.findFirst()
				.orElseThrow();
			called.setAccessible(true);
			Object[] all = new Object[arguments.length + 2];
			all[0] = loader;
			all[1] = Path.of(System.getProperty("real-modules"), module).toUri().toString();
			System.arraycopy(arguments, 0, all, 2, arguments.length);
			return called.invoke(constructor.newInstance(), all);
		}
	}

	/** Return the block of the page with a class. */
	private static String code(String example) throws Exception {
		String page = Files.readString(Path.of("..", "docs", "modules.md"));
		Matcher block = Pattern
			.compile("^```java\n((?:(?!```).)*^class %s .*?)^```$".formatted(example),
					Pattern.DOTALL | Pattern.MULTILINE)
			.matcher(page);
		assertThat(block.find()).as("class %s on the page", example).isTrue();
		return block.group(1);
	}

}
