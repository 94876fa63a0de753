package io.darkswap.sample;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the README shows.
 */
class ReadmeTests {

	private static final String IMPORTS = """
			import io.darkswap.wasm.*;
			import java.math.BigDecimal;
			import java.time.Duration;
			import org.springframework.stereotype.Service;
			""";

	@Test
	void itsJavaCompilesWithTheStarterAlone(@TempDir Path classes) throws IOException {
		DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
		boolean compiled = ToolProvider.getSystemJavaCompiler()
			.getTask(null, null, problems,
					List.of("-proc:none", "-d", classes.toString(), "-classpath",
							System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
					null, List.of(new Source("Desk", IMPORTS + javaBlock())))
			.call();
		assertThat(compiled).as("%s", problems.getDiagnostics()).isTrue();
		assertThat(classes.resolve("Desk.class")).exists();
	}

	private static String javaBlock() throws IOException {
		String readme = Files.readString(Path.of("../README.md"));
		Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
		assertThat(block.find()).as("a block of Java in the README").isTrue();
		return block.group(1);
	}

	/** A source file that is a string. */
	private static final class Source extends SimpleJavaFileObject {

		private final String code;

		Source(String name, String code) {
			super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
			this.code = code;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.code;
		}

	}

}
