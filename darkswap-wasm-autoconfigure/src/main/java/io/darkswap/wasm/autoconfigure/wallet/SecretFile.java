package io.darkswap.wasm.autoconfigure.wallet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

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
			throw invalid("cannot be read (%s): name an existing file that this process may read"
				.formatted(ex.getClass().getSimpleName()));
		}
		finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	/**
	 * A writer of the file chooses the wallet that orders are paid to. Read access for
	 * others is only a warning, because some platforms mount secrets that way.
	 */
	private void checkPermissions() throws IOException {
		if (!this.resource.isFile()) {
			return;
		}
		Path file = this.resource.getFilePath();
		PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		Set<PosixFilePermission> permissions = (view != null) ? view.readAttributes().permissions() : Set.of();
		if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
			throw invalid("can be changed by every user of this machine: take that right away (chmod o-w)");
		}
		if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
			logger.warn(LogMessage.format(
					"The file that %s names can be read by every user of this machine: take that right away (chmod o-r)",
					this.property));
		}
	}

	private DarkSwapException invalid(String why) {
		return new DarkSwapException(ErrorCode.WALLET_INVALID,
				"The file that %s names %s".formatted(this.property, why));
	}

}
