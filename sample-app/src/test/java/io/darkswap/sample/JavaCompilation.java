package io.darkswap.sample;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles one source with the class path of a user of the starter.
 */
final class JavaCompilation {

	private JavaCompilation() {
	}

	/** Returns the compiler's messages, empty on success. */
	static List<String> problems(String code, Path classes) {
		DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
		ToolProvider.getSystemJavaCompiler()
			.getTask(null, null, problems,
					List.of("-proc:none", "-d", classes.toString(), "-classpath",
							System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
					null, List.of(new Source(code)))
			.call();
		return problems.getDiagnostics().stream().map(Object::toString).toList();
	}

	/** A source file that is a string. */
	private static final class Source extends SimpleJavaFileObject {

		private final String code;

		Source(String code) {
			super(URI.create("string:///Example.java"), Kind.SOURCE);
			this.code = code;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.code;
		}

	}

}
