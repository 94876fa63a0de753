package io.darkswap.wasm.autoconfigure.properties;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A directory as a property. Its type is a text, because Spring binds a {@link Path} to a
 * directory of the class path if one has that name.
 */
public final class DirectoryPath {

	private static final Pattern URL = Pattern.compile("(?i)(file:|classpath:|[a-z][a-z0-9+.-]+://).*");

	private DirectoryPath() {
	}

	/**
	 * Return the absolute path of a directory.
	 * @param property the name of the property, for the failure
	 * @param value its value; a relative path starts at the working directory
	 * @return the path, normalized
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is blank, a
	 * URL, a path of a shell or an unresolved placeholder, or no path
	 */
	public static Path of(String property, String value) {
		String path = value.strip();
		refuseOtherThanPath(property, path);
		try {
			return Path.of(path).toAbsolutePath().normalize();
		}
		catch (InvalidPathException ex) {
			throw invalid(property, "is no path of this machine: set it to a directory", ex);
		}
	}

	/** Every one of these texts is a valid path below the working directory. */
	private static void refuseOtherThanPath(String property, String path) {
		if (path.isEmpty()) {
			throw invalid(property, "is blank: set it, or remove it", null);
		}
		UnresolvedText.in(path).ifPresent((unresolved) -> {
			throw invalid(property, unresolved.problem(), null);
		});
		if (URL.matcher(path).matches()) {
			throw invalid(property, "is a URL: set it to the path alone, such as /var/lib/desk", null);
		}
		if (path.startsWith("~")) {
			throw invalid(property, "starts with ~, which only a shell replaces: set it to the whole path", null);
		}
	}

	private static DarkSwapException invalid(String property, String why, @Nullable Throwable cause) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, property + " " + why, cause);
	}

}
