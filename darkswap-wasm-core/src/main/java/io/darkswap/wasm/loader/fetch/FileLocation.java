package io.darkswap.wasm.loader.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

import io.darkswap.wasm.DarkSwapException;

/**
 * Parses locations of files. An absolute path is used unchanged. After {@code file:},
 * with or without two slashes and {@code localhost} or no host, follows a path. In it,
 * {@code %} and two hexadecimal digits are a byte of UTF-8. Every other character, also a
 * space, stands for itself. A relative path starts at the working directory.
 */
final class FileLocation {

	private static final String SCHEME = "file:";

	private static final Pattern WINDOWS_PATH = Pattern.compile("[A-Za-z]:[\\\\/].*");

	private FileLocation() {
	}

	static boolean isOne(String location) {
		return location.startsWith("/") || WINDOWS_PATH.matcher(location).matches()
				|| ModuleOpener.hasScheme(location, SCHEME);
	}

	/**
	 * Parse a location.
	 * @throws DarkSwapException with {@link io.darkswap.wasm.ErrorCode#INVALID_ARGUMENT}
	 * if it names another host or no path
	 */
	static Path parse(String location) {
		boolean path = !ModuleOpener.hasScheme(location, SCHEME);
		String name = path ? location : decoded(location, withoutHost(location));
		try {
			// In "/C:/x", the slash is not part of the path.
			return Path.of((name.startsWith("/") && WINDOWS_PATH.matcher(name.substring(1)).matches())
					? name.substring(1) : name);
		}
		catch (InvalidPathException ex) {
			throw ModuleFailures.badUrl(location, "is no path of this machine: " + ex.getReason());
		}
	}

	private static String withoutHost(String location) {
		String rest = location.substring(SCHEME.length());
		if (!rest.startsWith("//")) {
			return rest;
		}
		int slash = rest.indexOf('/', 2);
		String host = (slash >= 0) ? rest.substring(2, slash) : rest.substring(2);
		if (slash < 0 || !(host.isEmpty() || host.equalsIgnoreCase("localhost"))) {
			throw ModuleFailures.badUrl(location,
					"names the host %s: write file:///path for an absolute path, file:path for one from the working directory"
						.formatted(host));
		}
		return rest.substring(slash);
	}

	private static String decoded(String location, String path) {
		if (path.isEmpty()) {
			throw ModuleFailures.badUrl(location, "names no file: write file:///path");
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int index = 0; index < path.length(); index++) {
			int percent = path.indexOf('%', index);
			int end = (percent >= 0) ? percent : path.length();
			bytes.writeBytes(path.substring(index, end).getBytes(StandardCharsets.UTF_8));
			if (percent >= 0) {
				bytes.write(hexadecimal(location, path, percent + 1));
				end = percent + 2;
			}
			index = end;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
		}
		catch (CharacterCodingException ex) {
			throw ModuleFailures.badUrl(location, "has %-encoded bytes that are not UTF-8");
		}
	}

	private static int hexadecimal(String location, String path, int start) {
		if (start + 2 <= path.length()) {
			int high = Character.digit(path.charAt(start), 16);
			int low = Character.digit(path.charAt(start + 1), 16);
			if (high >= 0 && low >= 0) {
				return high * 16 + low;
			}
		}
		throw ModuleFailures.badUrl(location,
				"has a % without two hexadecimal digits: write %25 for the character itself");
	}

}
