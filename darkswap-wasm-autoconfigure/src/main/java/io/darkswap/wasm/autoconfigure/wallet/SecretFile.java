package io.darkswap.wasm.autoconfigure.wallet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.io.Resource;
import org.springframework.core.log.LogMessage;

/**
 * A file that a property names and that holds a secret. Its text never becomes a string,
 * so that it can be erased. Messages never show its location, which may be the secret
 * itself in the wrong property.
 */
final class SecretFile {

	private static final Log logger = LogFactory.getLog(SecretFile.class);

	/** Ample: 24 words of 8 letters, each with a space, take 216 bytes. */
	private static final int LARGEST = 4096;

	private final String property;

	private final Resource resource;

	SecretFile(String property, Resource resource) {
		this.property = property;
		this.resource = resource;
	}

	/**
	 * Returns the text in a new array, for the caller to erase.
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} if the file cannot
	 * be read, is not in UTF-8, or is writable by others
	 */
	char[] read() {
		byte[] bytes = new byte[LARGEST + 1];
		try (InputStream content = this.resource.getInputStream()) {
			checkPermissions();
			int length = content.readNBytes(bytes, 0, bytes.length);
			if (length > LARGEST) {
				throw invalid("is larger than %d bytes: it must hold the secret and nothing else".formatted(LARGEST));
			}
			return Utf8Text.decode(bytes, length);
		}
		catch (Utf8Text.MalformedTextException ex) {
			throw invalid(ex.getMessage());
		}
		catch (IOException ex) {
			// The exception is not the cause, because its message is the location.
			throw invalid("cannot be read (%s): name an existing file that this process may read%s"
				.formatted(ex.getClass().getSimpleName(), startOfRelativePath()));
		}
		finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	/**
	 * A writer of the file, or of a directory that leads to it, chooses the wallet that
	 * orders are paid to. Read access for others is only a warning, because some
	 * platforms mount secrets that way.
	 */
	private void checkPermissions() throws IOException {
		if (!this.resource.isFile()) {
			return;
		}
		FilePermissions file = FilePermissions.of(this.resource.getFilePath());
		if (file.othersMayWrite()) {
			throw invalid("can be changed by every user of this machine: take that right away (chmod o-w)");
		}
		if (file.groupMayWrite()) {
			throw invalid("can be changed by its group: take that right away (chmod g-w)");
		}
		if (file.othersMayReplace()) {
			throw invalid("can be replaced by every user of this machine, who may write a directory of its path: "
					+ "take that right away (chmod o-w)");
		}
		if (file.othersMayRead()) {
			logger.warn(LogMessage.format(
					"The file that %s names can be read by every user of this machine: take that right away (chmod o-r)",
					this.property));
		}
	}

	/** Names the working directory only: the location may be the secret itself. */
	private String startOfRelativePath() {
		try {
			if (this.resource.isFile() && !this.resource.getFilePath().isAbsolute()) {
				return " (its path is relative to %s)".formatted(Path.of("").toAbsolutePath());
			}
		}
		catch (IOException ex) {
			// The resource has no path.
		}
		return "";
	}

	private DarkSwapException invalid(String why) {
		return new DarkSwapException(ErrorCode.WALLET_INVALID,
				"The file that %s names %s".formatted(this.property, why));
	}

}
