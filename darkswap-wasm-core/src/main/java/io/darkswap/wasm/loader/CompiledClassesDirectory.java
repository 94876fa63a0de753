package io.darkswap.wasm.loader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;

import com.dylibso.chicory.compiler.Cache;
import com.dylibso.chicory.wasm.Version;
import io.darkswap.wasm.loader.fetch.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the classes that modules were compiled to in a directory, one file for each
 * module and version of Chicory: <pre>
 * +-------------------------------------+------------------------+
 * | SHA-256 of version, key and classes | classes, as Chicory    |
 * | (32 bytes)                          | packs them             |
 * +-------------------------------------+------------------------+
 * </pre> Processes may share the directory: a file appears whole or not at all. One that
 * is damaged is compiled anew. The checksum is no signature: whoever may write to the
 * directory can have his code run, so it should be the application's own. A cache that
 * fails costs time, never a module.
 */
final class CompiledClassesDirectory implements Cache {

	private static final Logger logger = LoggerFactory.getLogger(CompiledClassesDirectory.class);

	private static final int CHECKSUM_BYTES = 32;

	private final Path directory;

	CompiledClassesDirectory(Path directory) {
		this.directory = directory;
	}

	@Override
	public byte @Nullable [] get(String key) {
		Path file = file(key);
		try {
			byte[] content = Files.readAllBytes(file);
			if (content.length > CHECKSUM_BYTES) {
				byte[] classes = Arrays.copyOfRange(content, CHECKSUM_BYTES, content.length);
				if (MessageDigest.isEqual(checksum(key, classes), Arrays.copyOf(content, CHECKSUM_BYTES))) {
					return classes;
				}
			}
			logger.warn("{} is damaged: the module is compiled anew", file);
			Files.deleteIfExists(file);
		}
		catch (NoSuchFileException ex) {
			logger.debug("{} is not there yet", file);
		}
		catch (IOException ex) {
			logger.warn("{} cannot be read, so the module is compiled anew: check darkswap.wasm.compile-cache", file,
					ex);
		}
		return null;
	}

	@Override
	public void putIfAbsent(String key, byte[] classes) {
		Path file = file(key);
		try {
			Files.createDirectories(this.directory);
			if (!Files.exists(file)) {
				write(file, checksum(key, classes), classes);
			}
		}
		catch (IOException ex) {
			logger.warn(
					"{} cannot be written, so the module will be compiled anew next time: check darkswap.wasm.compile-cache",
					file, ex);
		}
	}

	private void write(Path file, byte[] checksum, byte[] classes) throws IOException {
		Path unfinished = Files.createTempFile(this.directory, "unfinished-", ".tmp");
		try {
			byte[] content = Arrays.copyOf(checksum, CHECKSUM_BYTES + classes.length);
			System.arraycopy(classes, 0, content, CHECKSUM_BYTES, classes.length);
			Files.write(unfinished, content);
			// Who comes second replaces the file by the same classes.
			Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	private Path file(String key) {
		MessageDigest digest = Sha256.start();
		digest.update(identity(key));
		return this.directory.resolve(Sha256.finish(digest) + ".classes");
	}

	private static byte[] checksum(String key, byte[] classes) {
		MessageDigest digest = Sha256.start();
		digest.update(identity(key));
		digest.update(classes);
		return digest.digest();
	}

	private static byte[] identity(String key) {
		return (Version.version() + ' ' + key + ' ').getBytes(StandardCharsets.UTF_8);
	}

}
