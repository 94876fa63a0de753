package io.darkswap.wasm.autoconfigure.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The permissions of a file for users other than its owner. Without POSIX permissions,
 * the file system's own permissions must protect the file.
 */
final class FilePermissions {

	private static final int STICKY = 01000;

	private final Path file;

	private final Set<PosixFilePermission> permissions;

	private FilePermissions(Path file, Set<PosixFilePermission> permissions) {
		this.file = file;
		this.permissions = permissions;
	}

	/**
	 * Reads the permissions of a file.
	 * @throws IOException if it does not exist, or its permissions cannot be read
	 */
	static FilePermissions of(Path file) throws IOException {
		return new FilePermissions(file, permissions(file));
	}

	private static Set<PosixFilePermission> permissions(Path path) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
		return (view != null) ? view.readAttributes().permissions() : Set.of();
	}

	boolean othersMayWrite() {
		return this.permissions.contains(PosixFilePermission.OTHERS_WRITE);
	}

	boolean groupMayWrite() {
		return this.permissions.contains(PosixFilePermission.GROUP_WRITE);
	}

	boolean othersMayRead() {
		return this.permissions.contains(PosixFilePermission.OTHERS_READ);
	}

	/**
	 * Returns whether every user may put another file in its place. In a directory with
	 * the sticky bit, such as {@code /tmp}, users replace their own files only. Both the
	 * path as it is named and the path that links lead to are examined.
	 */
	boolean othersMayReplace() throws IOException {
		for (Path path : Stream.of(this.file.toAbsolutePath().normalize(), this.file.toRealPath())
			.distinct()
			.toList()) {
			for (Path directory = path.getParent(); directory != null; directory = directory.getParent()) {
				if (permissions(directory).contains(PosixFilePermission.OTHERS_WRITE) && !isSticky(directory)) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean isSticky(Path directory) throws IOException {
		return (((int) Files.getAttribute(directory, "unix:mode")) & STICKY) != 0;
	}

}
