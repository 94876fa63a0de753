package io.darkswap.wasm.memory;

import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plain reads and writes: little-endian, at any address.
 */
class PlainAccessTests {

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 1, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	@Test
	void aNewMemoryIsZero() {
		assertThat(this.memory.readBytes(0, 65536)).containsOnly(0);
	}

	@Test
	void aShortIsLittleEndian() {
		this.memory.writeShort(1, (short) 0x0201);
		assertThat(this.memory.readBytes(1, 2)).containsExactly(1, 2);
	}

	@Test
	void anIntIsLittleEndian() {
		this.memory.writeI32(1, 0x04030201);
		assertThat(this.memory.readBytes(1, 4)).containsExactly(1, 2, 3, 4);
	}

	@Test
	void aLongIsLittleEndian() {
		this.memory.writeLong(1, 0x0807060504030201L);
		assertThat(this.memory.readBytes(1, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
	}

	@Test
	void aFloatIsItsBits() {
		this.memory.writeF32(1, -1.5f);
		assertThat(this.memory.readInt(1)).isEqualTo(Float.floatToRawIntBits(-1.5f));
	}

	@Test
	void aDoubleIsItsBits() {
		this.memory.writeF64(1, -1.5);
		assertThat(this.memory.readLong(1)).isEqualTo(Double.doubleToRawLongBits(-1.5));
	}

	@Test
	void anUnsignedShortHasNoSign() {
		this.memory.writeShort(0, (short) -1);
		assertThat(this.memory.readU16(0)).isEqualTo(0xFFFF);
	}

	@Test
	void bytesAreWrittenFromTheirOffset() {
		this.memory.write(10, new byte[] { 1, 2, 3, 4 }, 1, 2);
		assertThat(this.memory.readBytes(9, 4)).containsExactly(0, 2, 3, 0);
	}

	@Test
	void aStringIsReadBack() {
		this.memory.writeCString(10, "naïve");
		assertThat(this.memory.readCString(10)).isEqualTo("naïve");
	}

}
