package io.darkswap.wasm.loader.compile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;

import com.dylibso.chicory.wasm.Version;
import io.darkswap.wasm.loader.fetch.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the compiled classes of modules in a directory, one file for each module and
 * version of Chicory: <pre>
 * +-------------------------------------+------------------------+
 * | HMAC-SHA-256 of version, key and    | classes, as bytes of   |
 * | classes (32 bytes)                  | CompiledClasses        |
 * +-------------------------------------+------------------------+
 * </pre> The classes in a file are run, so a file is used only if this user wrote it. The
 * HMAC's key and the directory belong to the user alone ({@link PrivateDirectory}), no
 * link is followed and only a regular file is read. Processes of the user may share the
 * directory: a file appears whole or not at all. A damaged file is replaced. If the cache
 * fails, the module is compiled again.
 */
public final class CompiledClassesDirectory {

	private static final Logger logger = LoggerFactory.getLogger(CompiledClassesDirectory.class);

	private static final int CODE_BYTES = 32;

	/** The form of the classes' bytes. A file of another form is never read. */
	private static final int FORMAT = 3;

	/** Far more than the largest module's classes; a larger file is not read. */
	public static final long MAXIMUM_BYTES = 256L * 1024 * 1024;

	private final PrivateDirectory directory;

	public CompiledClassesDirectory(Path directory) {
		this.directory = new PrivateDirectory(directory);
	}

	/**
	 * Return the classes of a module.
	 * @param key the digest of the module's bytes
	 * @return the classes, or {@code null} if they are not kept
	 */
	public byte @Nullable [] get(String key) {
		Path file = file(key);
		try {
			this.directory.open();
			byte[] content = read(file);
			if (content.length > CODE_BYTES) {
				byte[] classes = Arrays.copyOfRange(content, CODE_BYTES, content.length);
				if (MessageDigest.isEqual(code(key, classes), Arrays.copyOf(content, CODE_BYTES))) {
					return classes;
				}
			}
			logger.warn("{} is damaged or was not written by this user: the module is compiled again", file);
			Files.deleteIfExists(file);
		}
		catch (NoSuchFileException ex) {
			logger.debug("{} is not there yet", file);
		}
		catch (IOException ex) {
			logger.warn("{} is not used, so the module is compiled again: {}", file, ex.toString());
		}
		return null;
	}

	private static byte[] read(Path file) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
				LinkOption.NOFOLLOW_LINKS);
		if (!attributes.isRegularFile() || attributes.size() > MAXIMUM_BYTES) {
			throw new IOException("it is no regular file of at most %d bytes: remove it".formatted(MAXIMUM_BYTES));
		}
		try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
			return content.readNBytes((int) MAXIMUM_BYTES);
		}
	}

	/**
	 * Keep the classes of a module, in place of those that are kept.
	 * @param key the digest of the module's bytes
	 * @param classes the classes
	 */
	public void put(String key, byte[] classes) {
		Path file = file(key);
		try {
			this.directory.open();
			if (classes.length <= MAXIMUM_BYTES - CODE_BYTES) {
				write(file, code(key, classes), classes);
			}
		}
		catch (IOException ex) {
			logger.warn("{} is not written, so the module is compiled again next time: {}", file, ex.toString());
		}
	}

	private void write(Path file, byte[] code, byte[] classes) throws IOException {
		Path unfinished = Files.createTempFile(this.directory.path(), "unfinished-", ".tmp");
		try {
			byte[] content = Arrays.copyOf(code, CODE_BYTES + classes.length);
			System.arraycopy(classes, 0, content, CODE_BYTES, classes.length);
			Files.write(unfinished, content);
			// A second process replaces the file by the same classes.
			Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	private Path file(String key) {
		MessageDigest digest = Sha256.start();
		digest.update(identity(key));
		return this.directory.path().resolve(Sha256.finish(digest) + ".classes");
	}

	private byte[] code(String key, byte[] classes) throws IOException {
		return this.directory.authenticate(identity(key), classes);
	}

	private static byte[] identity(String key) {
		return (Version.version() + ' ' + FORMAT + ' ' + key + ' ').getBytes(StandardCharsets.UTF_8);
	}

}
