package io.darkswap.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeapDump}.
 */
class HeapDumpTests {

	private static final List<String> WORDS = List.of("legal", "winner", "thank", "year", "wave", "sausage");

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { " ", ", ", "\n", "", "\0\0\0\24[B\0\0\0\7" })
	void findsWordsWithAnySeparator(String separator) throws IOException {
		assertThat(dump(String.join(separator, WORDS).getBytes(StandardCharsets.ISO_8859_1)).containsInSequence(WORDS))
			.isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "UTF-16BE", "UTF-16LE" })
	void findsWordsInBytesAndChars(String charset) throws IOException {
		assertThat(dump(String.join(" ", WORDS).getBytes(charset)).containsInSequence(WORDS)).isTrue();
	}

	@Test
	void findsWordsFromAnyOfThemOn() throws IOException {
		assertThat(dump("winner thank year wave".getBytes(StandardCharsets.US_ASCII)).containsInSequence(WORDS))
			.isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "legal winner thank", "legal thank winner year wave", "legal winner thank yea" })
	void fewerOrOtherWordsAreNoSequence(String text) throws IOException {
		assertThat(dump(text.getBytes(StandardCharsets.US_ASCII)).containsInSequence(WORDS)).isFalse();
	}

	/** Positions before, across and after the end of the first part. */
	@ParameterizedTest
	@ValueSource(ints = { 0, (1 << 22) - 40, (1 << 22) - 10, 1 << 22, 1 << 23 })
	void findsWordsAtEveryPosition(int position) throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		content.write(new byte[position]);
		content.write(String.join(" ", WORDS).getBytes(StandardCharsets.UTF_16BE));
		content.write(new byte[] { (byte) 0xC0, 0, (byte) 0xFF, 0x0E });
		HeapDump dump = dump(content.toByteArray());
		assertThat(dump.containsInSequence(WORDS)).isTrue();
		assertThat(dump.containsAnyOf(new byte[] { 1, 2, 3 }, new byte[] { (byte) 0xC0, 0, (byte) 0xFF, 0x0E }))
			.isTrue();
		assertThat(dump.containsAnyOf(new byte[] { 1, 2, 3 }, new byte[] { (byte) 0xC0, 0, (byte) 0xFF, 0x0F }))
			.isFalse();
	}

	private HeapDump dump(byte[] content) throws IOException {
		return new HeapDump(Files.write(this.folder.resolve("heap.hprof"), content));
	}

}
