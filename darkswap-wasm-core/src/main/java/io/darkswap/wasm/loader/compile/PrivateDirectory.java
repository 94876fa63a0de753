package io.darkswap.wasm.loader.compile;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A directory that only one user writes, with a key that only this user reads. It is
 * created with permissions for its user alone. A directory that is a link, or that others
 * own or can write, is rejected, and so is such a key. On a file system without POSIX
 * permissions, its own permissions must protect the directory.
 */
final class PrivateDirectory {

	private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

	private static final Set<PosixFilePermission> WRITTEN_BY_OTHERS = PosixFilePermissions.fromString("----w--w-");

	private static final int KEY_BYTES = 32;

	private final Path path;

	PrivateDirectory(Path path) {
		this.path = path;
	}

	Path path() {
		return this.path;
	}

	/**
	 * Create the directory if it does not exist, and validate that it is private.
	 * @throws IOException if it is not, or cannot be created
	 */
	void open() throws IOException {
		boolean posix = isPosix();
		if (!Files.exists(this.path, LinkOption.NOFOLLOW_LINKS)) {
			Path parent = this.path.toAbsolutePath().getParent();
			if (parent != null) {
				Files.createDirectories(parent);
			}
			try {
				Files.createDirectory(this.path, posix ? only("rwx------") : new FileAttribute<?>[0]);
			}
			catch (FileAlreadyExistsException ex) {
				// Another process was faster; its directory is checked below.
			}
		}
		if (!Files.isDirectory(this.path, LinkOption.NOFOLLOW_LINKS)) {
			throw new IOException("%s is a link or no directory: name a directory itself".formatted(this.path));
		}
		if (posix) {
			refuse(this.path, WRITTEN_BY_OTHERS, "can be written by others: chmod 700 it, and remove what is in it");
		}
	}

	/** Return a code over some bytes that only holders of the key can compute. */
	byte[] authenticate(byte[]... parts) throws IOException {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key(), "HmacSHA256"));
			for (byte[] part : parts) {
				mac.update(part);
			}
			return mac.doFinal();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

	private byte[] key() throws IOException {
		Path file = this.path.resolve("key");
		if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
			createKey(file);
		}
		if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != KEY_BYTES) {
			throw new IOException("%s is no key: remove it".formatted(file));
		}
		if (isPosix()) {
			refuse(file, OF_OTHERS, "can be read or written by others: remove it, and what is beside it");
		}
		return Files.readAllBytes(file);
	}

	/** Create the key. Of several processes that create a key at once, the first wins. */
	private void createKey(Path file) throws IOException {
		byte[] key = new byte[KEY_BYTES];
		new SecureRandom().nextBytes(key);
		Path unfinished = Files.createTempFile(this.path, "unfinished-", ".tmp");
		try {
			Files.write(unfinished, key);
			Files.createLink(file, unfinished);
		}
		catch (FileAlreadyExistsException ex) {
			// Another process was faster.
		}
		catch (UnsupportedOperationException | AtomicMoveNotSupportedException ex) {
			Files.move(unfinished, file);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	private void refuse(Path file, Set<PosixFilePermission> permissions, String reason) throws IOException {
		PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class,
				LinkOption.NOFOLLOW_LINKS);
		if (attributes.permissions().stream().anyMatch(permissions::contains)) {
			throw new IOException("%s %s".formatted(file, reason));
		}
		if (!attributes.owner().equals(currentUser())) {
			throw new IOException("%s belongs to %s: name a directory of this process' user".formatted(file,
					attributes.owner().getName()));
		}
	}

	/**
	 * Return the owner of the files that this process creates. Not every user of a
	 * container has a name.
	 */
	private Object currentUser() throws IOException {
		Path own = Files.createTempFile("darkswap-owner", null);
		try {
			return Files.getOwner(own);
		}
		finally {
			Files.deleteIfExists(own);
		}
	}

	private static FileAttribute<?>[] only(String permissions) {
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}

	private boolean isPosix() {
		return this.path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

}
