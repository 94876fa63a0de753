package io.darkswap.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A file with the whole heap of a process, read part by part.
 */
final class HeapDump {

	private static final int PART = 1 << 22;

	/** The overlap of two consecutive parts, for matches across their border. */
	private static final int OVERLAP = 1 << 12;

	/**
	 * The maximum distance of two words: the words of a split string have object headers
	 * between them.
	 */
	private static final int GAP = 64;

	/** The number of consecutive words that cannot occur by chance. */
	private static final int RUN = 4;

	private final Path file;

	HeapDump(Path file) {
		this.file = file;
	}

	/** Searches for the bytes of any of these, unchanged. */
	boolean containsAnyOf(byte[]... secrets) throws IOException {
		List<String> wanted = Stream.of(secrets)
			.map((secret) -> new String(secret, StandardCharsets.ISO_8859_1))
			.toList();
		return anyPart((part) -> wanted.stream().anyMatch(part::contains));
	}

	/**
	 * Searches for a run of these words, with any bytes between them, in Latin-1 or
	 * UTF-16: without its zeros, UTF-16 equals Latin-1.
	 */
	boolean containsInSequence(List<String> words) throws IOException {
		return anyPart((part) -> {
			String text = part.replace("\0", "");
			for (int i = 0; i + RUN <= words.size(); i++) {
				if (containsRun(text, words.subList(i, i + RUN))) {
					return true;
				}
			}
			return false;
		});
	}

	private static boolean containsRun(String text, List<String> run) {
		String first = run.get(0);
		for (int at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
			if (goesOn(text, at + first.length(), run.subList(1, run.size()))) {
				return true;
			}
		}
		return false;
	}

	private static boolean goesOn(String text, int start, List<String> run) {
		int from = start;
		for (String word : run) {
			String near = text.substring(from, Math.min(from + GAP + word.length(), text.length()));
			int at = near.indexOf(word);
			if (at < 0) {
				return false;
			}
			from += at + word.length();
		}
		return true;
	}

	private boolean anyPart(Predicate<String> condition) throws IOException {
		byte[] part = new byte[PART];
		int kept = 0;
		try (InputStream content = Files.newInputStream(this.file)) {
			for (int read = content.readNBytes(part, kept, PART - kept); read > 0; read = content.readNBytes(part, kept,
					PART - kept)) {
				int size = kept + read;
				if (condition.test(new String(part, 0, size, StandardCharsets.ISO_8859_1))) {
					return true;
				}
				kept = Math.min(OVERLAP, size);
				System.arraycopy(part, size - kept, part, 0, kept);
			}
		}
		return false;
	}

}
