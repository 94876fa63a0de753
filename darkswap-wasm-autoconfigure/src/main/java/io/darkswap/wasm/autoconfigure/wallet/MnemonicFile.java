package io.darkswap.wasm.autoconfigure.wallet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.io.Resource;

/**
 * The file that {@code darkswap.wallet.mnemonic-file} names. Its text becomes no string,
 * so that all of it can be erased. Neither is its location in any message: it may be the
 * words themselves, in the wrong property.
 */
final class MnemonicFile {

	private static final Log logger = LogFactory.getLog(MnemonicFile.class);

	/** Ample: 24 words of 8 letters with a space after each are 216 bytes. */
	private static final int LARGEST = 4096;

	private final Resource resource;

	MnemonicFile(Resource resource) {
		this.resource = resource;
	}

	/** A new array, for the caller to erase. */
	char[] read() {
		byte[] bytes = new byte[LARGEST + 1];
		try (InputStream content = this.resource.getInputStream()) {
			int length = content.readNBytes(bytes, 0, bytes.length);
			if (length > LARGEST) {
				throw invalid("is larger than %d bytes: it must hold a mnemonic and nothing else".formatted(LARGEST));
			}
			warnIfOthersMayRead();
			return letters(bytes, length);
		}
		catch (IOException ex) {
			// Its message is the location, so it is no cause to pass on.
			throw invalid("cannot be read (%s): name a file that is there and that this process may read"
				.formatted(ex.getClass().getSimpleName()));
		}
		finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	/** English words are ASCII; whatever else there is will be no word of the list. */
	private static char[] letters(byte[] bytes, int length) {
		char[] letters = new char[length];
		for (int i = 0; i < length; i++) {
			letters[i] = (char) Byte.toUnsignedInt(bytes[i]);
		}
		return letters;
	}

	private void warnIfOthersMayRead() throws IOException {
		if (!this.resource.isFile()) {
			return;
		}
		Path file = this.resource.getFilePath();
		PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
			logger.warn("The file that darkswap.wallet.mnemonic-file names can be read by every user of this machine:"
					+ " take that right away (chmod o-r)");
		}
	}

	private static DarkSwapException invalid(String why) {
		return new DarkSwapException(ErrorCode.WALLET_INVALID,
				"The file that darkswap.wallet.mnemonic-file names " + why);
	}

}
