package io.darkswap.wasm.loader.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Reads the bytes of a module, and fails as soon as they cannot be a module: too many,
 * not WebAssembly, or truncated.
 */
final class ModuleBody extends FilterInputStream {

	private final String url;

	private final long maximumBytes;

	private final WasmFraming framing = new WasmFraming();

	ModuleBody(String url, InputStream body, long maximumBytes) {
		super(body);
		this.url = url;
		this.maximumBytes = maximumBytes;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		int count = receive(bytes, offset, length);
		if (count < 0) {
			if (!this.framing.isComplete()) {
				throw ModuleFailures.truncated(this.url, this.framing.position(), null);
			}
			return count;
		}
		if (!this.framing.follow(bytes, offset, count)) {
			throw ModuleFailures.notWasm(this.url);
		}
		if (this.framing.position() > this.maximumBytes) {
			throw ModuleFailures.tooLarge(this.url, this.maximumBytes);
		}
		return count;
	}

	private int receive(byte[] bytes, int offset, int length) throws IOException {
		try {
			return super.read(bytes, offset, length);
		}
		catch (IOException ex) {
			if (this.framing.position() == 0 || ex instanceof ZipException) {
				throw ex;
			}
			throw ModuleFailures.truncated(this.url, this.framing.position(), ex);
		}
	}

}
