package io.darkswap.wasm.wallet;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

import fr.acinq.secp256k1.Secp256k1;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native library of the signatures. Each process unpacks it into a file of its own,
 * which it deletes at its exit; a killed process leaves the file and a lock beside it,
 * which keeps the library from deleting it. So leftovers are deleted here, before the
 * first use.
 */
final class NativeLibrary {

	private static final Logger logger = LoggerFactory.getLogger(NativeLibrary.class);

	private static final String LOCK = ".lck";

	/** As the library's loader names its lock. */
	private static final Pattern LOCK_NAME = Pattern
		.compile("secp256k1-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}-(lib)?secp256k1-jni\\.\\w+\\.lck");

	/**
	 * A process loads the file within a moment. Once it is loaded, the process does not
	 * need its name, and where it does (Windows), the file cannot be deleted.
	 */
	private static final Duration LOADED = Duration.ofHours(1);

	private NativeLibrary() {
	}

	/** Return the library, loaded at the first call. */
	static Secp256k1 secp256k1() {
		return Loaded.LIBRARY;
	}

	/**
	 * Delete the files that killed processes left.
	 * @param directory where the library is unpacked
	 * @param now the time; younger files than an hour may be about to be loaded
	 */
	static void deleteLeftovers(Path directory, Instant now) {
		try (DirectoryStream<Path> locks = Files.newDirectoryStream(directory,
				(file) -> LOCK_NAME.matcher(file.getFileName().toString()).matches())) {
			for (Path lock : locks) {
				if (isLeft(lock, now)) {
					delete(lock);
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The directory {} could not be searched for leftovers", directory, ex);
		}
	}

	private static boolean isLeft(Path lock, Instant now) throws IOException {
		return Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)
				&& Files.getLastModifiedTime(lock).toInstant().isBefore(now.minus(LOADED));
	}

	/** The lock stays if the library does. */
	private static void delete(Path lock) {
		String name = lock.getFileName().toString();
		try {
			Files.deleteIfExists(lock.resolveSibling(name.substring(0, name.length() - LOCK.length())));
			Files.deleteIfExists(lock);
		}
		catch (IOException ex) {
			logger.debug("{} could not be deleted: it is in use, or another user's", lock, ex);
		}
	}

	private static final class Loaded {

		private static final Secp256k1 LIBRARY = load();

		private static Secp256k1 load() {
			deleteLeftovers(
					Path.of(System.getProperty("fr.acinq.secp256k1.tmpdir", System.getProperty("java.io.tmpdir"))),
					Instant.now());
			return Secp256k1.get();
		}

	}

}
