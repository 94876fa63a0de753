package io.darkswap.wasm.loader.simd;

import java.io.ByteArrayOutputStream;

import com.dylibso.chicory.wasm.WasmWriter;

/**
 * Writes the binary format of WebAssembly.
 */
final class CodeWriter {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	CodeWriter op(int... opcodes) {
		for (int opcode : opcodes) {
			this.bytes.write(opcode);
		}
		return this;
	}

	/** Write an unsigned number of 32 bits. */
	CodeWriter number(long number) {
		WasmWriter.writeVarUInt32(this.bytes, (int) number);
		return this;
	}

	/** Write a signed number. */
	CodeWriter signed(long number) {
		long rest = number;
		while (rest < -0x40 || rest > 0x3F) {
			this.bytes.write((int) (rest & 0x7F) | 0x80);
			rest >>= 7;
		}
		this.bytes.write((int) rest & 0x7F);
		return this;
	}

	CodeWriter raw(byte[] raw) {
		this.bytes.writeBytes(raw);
		return this;
	}

	/** Write the size of some bytes, and the bytes. */
	CodeWriter sized(CodeWriter content) {
		return number(content.bytes.size()).raw(content.bytes.toByteArray());
	}

	CodeWriter get(int local) {
		return op(0x20).number(local);
	}

	CodeWriter set(int local) {
		return op(0x21).number(local);
	}

	CodeWriter tee(int local) {
		return op(0x22).number(local);
	}

	CodeWriter i64(long value) {
		return op(0x42).signed(value);
	}

	byte[] toByteArray() {
		return this.bytes.toByteArray();
	}

}
