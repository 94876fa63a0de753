package io.darkswap.wasm.autoconfigure.modules;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Writes the output of a module to the log, line by line. A line that is longer than 8
 * KiB is cut into several. Control characters, those of lines and of the direction of
 * text too, are replaced, because they would change the log. Not safe for use by several
 * threads.
 */
final class LineLog extends OutputStream {

	private static final int LONGEST = 8 * 1024;

	private static final Pattern CONTROL = Pattern
		.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069&&[^\t]]");

	private final Consumer<String> log;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	LineLog(Consumer<String> log) {
		this.log = log;
	}

	@Override
	public void write(int value) {
		if (value == '\n') {
			end();
			return;
		}
		this.line.write(value);
		if (this.line.size() == LONGEST) {
			end();
		}
	}

	/** Write the last line, if it has no end. */
	@Override
	public void close() {
		if (this.line.size() > 0) {
			end();
		}
	}

	private void end() {
		String text = this.line.toString(StandardCharsets.UTF_8);
		this.line.reset();
		String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
		this.log.accept(CONTROL.matcher(whole).replaceAll("?"));
	}

}
