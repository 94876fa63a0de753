package io.darkswap.wasm.autoconfigure.modules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LineLog}.
 */
class LineLogTests {

	private final List<String> lines = new ArrayList<>();

	private final LineLog log = new LineLog(this.lines::add);

	@Test
	void writesEachLineOnceItEnds() throws IOException {
		write("one\ntw");
		assertThat(this.lines).containsExactly("one");
		write("o\r\n\n");
		assertThat(this.lines).containsExactly("one", "two", "");
	}

	@Test
	void writesTheLastLineWhenItIsClosed() throws IOException {
		write("end");
		this.log.close();
		this.log.close();
		assertThat(this.lines).containsExactly("end");
	}

	@Test
	void readsUtf8() throws IOException {
		write("\u20bf 1\n");
		assertThat(this.lines).containsExactly("\u20bf 1");
	}

	@Test
	void replacesControlCharacters() throws IOException {
		write("a\tb\u001b[2Jc\rd\u0000\n");
		assertThat(this.lines).containsExactly("a\tb?[2Jc?d?");
	}

	@Test
	void replacesControlCharactersBeyondAscii() throws IOException {
		write("a\u009b2J\u0085\u2028\u2029\u202e\u2066b\n");
		assertThat(this.lines).containsExactly("a?2J?????b");
	}

	@Test
	void cutsLinesWithoutAnEnd() throws IOException {
		write("x".repeat(20_000));
		assertThat(this.lines).hasSize(2).allSatisfy((line) -> assertThat(line).hasSize(8192));
	}

	private void write(String text) throws IOException {
		this.log.write(text.getBytes(StandardCharsets.UTF_8));
	}

}
