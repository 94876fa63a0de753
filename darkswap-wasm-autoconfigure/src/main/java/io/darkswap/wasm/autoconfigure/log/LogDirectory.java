package io.darkswap.wasm.autoconfigure.log;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the directory of a log.
 */
final class LogDirectory {

	static final String PROPERTY = "darkswap.log.directory";

	private LogDirectory() {
	}

	/**
	 * Creates a directory for this user alone, if it is missing: the log holds every
	 * order, and its writer could change the books.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it cannot be
	 * created, is no directory, or is writable by every user
	 */
	static void prepare(Path directory) {
		try {
			create(directory);
			if (!Files.isDirectory(directory)) {
				throw invalid("is %s, which is a file: set it to a directory".formatted(directory), null);
			}
			if (isPosix(directory)
					&& Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE)) {
				throw invalid("is %s, which every user of this machine can write: take that right away (chmod o-w)"
					.formatted(directory), null);
			}
		}
		catch (IOException ex) {
			throw invalid("is %s, which cannot be created: check the permissions of the directory above it"
				.formatted(directory), ex);
		}
	}

	private static void create(Path directory) throws IOException {
		Path parent = directory.getParent();
		if (parent == null || Files.exists(directory)) {
			return;
		}
		Files.createDirectories(parent);
		FileAttribute<?>[] ownerOnly = {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) };
		try {
			Files.createDirectory(directory, isPosix(directory) ? ownerOnly : new FileAttribute<?>[0]);
		}
		catch (FileAlreadyExistsException ex) {
			// Another process was faster. The lock in the directory decides between them.
		}
	}

	private static boolean isPosix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	private static DarkSwapException invalid(String why, @Nullable Throwable cause) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, PROPERTY + " " + why, cause);
	}

}
