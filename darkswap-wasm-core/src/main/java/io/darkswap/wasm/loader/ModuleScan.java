package io.darkswap.wasm.loader;

import java.nio.ByteBuffer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * Compares a module's bytes with limits, without parsing its functions' bodies. The
 * parser rejects bytes that are not valid WebAssembly.
 */
final class ModuleScan {

	private static final int HEADER = 8;

	private static final int TYPES = 1;

	private static final int FUNCTIONS = 3;

	private static final int CODE = 10;

	private static final int LONGEST_NUMBER = 35;

	private final String url;

	private final ModuleLimits limits;

	private ModuleScan(String url, ModuleLimits limits) {
		this.url = url;
		this.limits = limits;
	}

	/**
	 * Reject a module that is above a limit.
	 * @param url the URL of the module, without secrets
	 * @param bytes the module
	 * @param limits the limits
	 * @throws DarkSwapException with {@link ErrorCode#MODULE_TOO_LARGE}
	 */
	static void check(String url, byte[] bytes, ModuleLimits limits) {
		if (bytes.length > HEADER) {
			ByteBuffer module = ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER);
			new ModuleScan(url, limits).sections(module);
		}
	}

	private void sections(ByteBuffer module) {
		while (module.hasRemaining()) {
			int id = module.get();
			long size = number(module);
			if (size > module.remaining()) {
				return;
			}
			section(id, module.slice().limit((int) size));
			module.position(module.position() + (int) size);
		}
	}

	private void section(int id, ByteBuffer section) {
		switch (id) {
			case TYPES -> atMost(number(section), this.limits.types(), "%d types", "types");
			case FUNCTIONS -> atMost(number(section), this.limits.functions(), "%d functions", "functions");
			case CODE -> {
				atMost(section.remaining(), this.limits.codeBytes(), "%d bytes of code", "codeBytes");
				bodies(section);
			}
			default -> {
				// Limited only by the module's size.
			}
		}
	}

	private void bodies(ByteBuffer code) {
		long count = number(code);
		for (long body = 0; body < count && code.hasRemaining(); body++) {
			long size = number(code);
			atMost(size, this.limits.bodyBytes(), "a function of %d bytes", "bodyBytes");
			if (size > code.remaining()) {
				return;
			}
			locals(code.slice().limit((int) size));
			code.position(code.position() + (int) size);
		}
	}

	private void locals(ByteBuffer body) {
		long groups = number(body);
		long locals = 0;
		for (long group = 0; group < groups && body.hasRemaining(); group++) {
			locals += number(body);
			atMost(locals, this.limits.locals(), "a function of %d locals", "locals");
			skipType(body);
		}
	}

	/** A type is one byte, or a reference: a byte and a number. */
	private static void skipType(ByteBuffer body) {
		int form = body.hasRemaining() ? body.get() & 0xFF : 0;
		if (form == 0x63 || form == 0x64) {
			number(body);
		}
	}

	private void atMost(long count, int limit, String what, String name) {
		if (count > limit) {
			throw new DarkSwapException(ErrorCode.MODULE_TOO_LARGE,
					"The module at %s has %s, above the %d of ModuleLimits.%s: raise that limit if you trust the module"
						.formatted(this.url, what.formatted(count), limit, name));
		}
	}

	/**
	 * Read an unsigned number of up to 32 bits. An incomplete number yields the bits that
	 * it has.
	 */
	private static long number(ByteBuffer bytes) {
		long value = 0;
		for (int shift = 0; shift < LONGEST_NUMBER && bytes.hasRemaining(); shift += 7) {
			byte next = bytes.get();
			value |= (next & 0x7FL) << shift;
			if (next >= 0) {
				break;
			}
		}
		return value;
	}

}
