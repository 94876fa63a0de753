package io.darkswap.wasm.autoconfigure.properties;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * A directory as a property. Its type is a text, because Spring binds a {@link Path} to a
 * directory of the class path if one has that name.
 */
public final class DirectoryPath {

	private DirectoryPath() {
	}

	/**
	 * Return the absolute path of a directory.
	 * @param property the name of the property, for the failure
	 * @param value its value; a relative path starts at the working directory
	 * @return the path, normalized
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is blank or
	 * no path
	 */
	public static Path of(String property, String value) {
		if (value.isBlank()) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT, property + " is blank: set it, or remove it");
		}
		try {
			return Path.of(value.strip()).toAbsolutePath().normalize();
		}
		catch (InvalidPathException ex) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					property + " is no path of this machine: set it to a directory", ex);
		}
	}

}
