package io.darkswap.wasm.memory;

import java.util.List;
import java.util.function.ObjIntConsumer;

import com.dylibso.chicory.runtime.Memory;

/**
 * One kind of memory access, and the number of bytes it touches.
 */
record Access(String name, int width, boolean atomic, ObjIntConsumer<Memory> action) {

	static final List<Access> PLAIN = List.of(plain("read", 1, Memory::read), plain("readShort", 2, Memory::readShort),
			plain("readU16", 2, Memory::readU16), plain("readInt", 4, Memory::readInt),
			plain("readLong", 8, Memory::readLong), plain("readFloat", 4, Memory::readFloat),
			plain("readF32", 4, Memory::readF32), plain("readDouble", 8, Memory::readDouble),
			plain("readF64", 8, Memory::readF64),
			plain("readBytes", 3, (memory, address) -> memory.readBytes(address, 3)),
			plain("writeByte", 1, (memory, address) -> memory.writeByte(address, (byte) 1)),
			plain("writeShort", 2, (memory, address) -> memory.writeShort(address, (short) 1)),
			plain("writeI32", 4, (memory, address) -> memory.writeI32(address, 1)),
			plain("writeLong", 8, (memory, address) -> memory.writeLong(address, 1)),
			plain("writeF32", 4, (memory, address) -> memory.writeF32(address, 1)),
			plain("writeF64", 8, (memory, address) -> memory.writeF64(address, 1)),
			plain("write", 3, (memory, address) -> memory.write(address, new byte[3])),
			plain("fill", 3, (memory, address) -> memory.fill((byte) 1, address, address + 3)),
			plain("copy from", 3, (memory, address) -> memory.copy(0, address, 3)),
			plain("copy to", 3, (memory, address) -> memory.copy(address, 0, 3)),
			plain("view", 3, (memory, address) -> ((SharedLinearMemory) memory).view(address, 3)));

	static final List<Access> ATOMIC = List.of(atomic("atomicReadByte", 1, Memory::atomicReadByte),
			atomic("atomicReadShort", 2, Memory::atomicReadShort), atomic("atomicReadInt", 4, Memory::atomicReadInt),
			atomic("atomicReadLong", 8, Memory::atomicReadLong),
			atomic("atomicWriteByte", 1, (memory, address) -> memory.atomicWriteByte(address, (byte) 1)),
			atomic("atomicWriteShort", 2, (memory, address) -> memory.atomicWriteShort(address, (short) 1)),
			atomic("atomicWriteInt", 4, (memory, address) -> memory.atomicWriteInt(address, 1)),
			atomic("atomicWriteLong", 8, (memory, address) -> memory.atomicWriteLong(address, 1)),
			atomic("atomicAddByte", 1, (memory, address) -> memory.atomicAddByte(address, (byte) 1)),
			atomic("atomicAndByte", 1, (memory, address) -> memory.atomicAndByte(address, (byte) 1)),
			atomic("atomicOrByte", 1, (memory, address) -> memory.atomicOrByte(address, (byte) 1)),
			atomic("atomicXorByte", 1, (memory, address) -> memory.atomicXorByte(address, (byte) 1)),
			atomic("atomicXchgByte", 1, (memory, address) -> memory.atomicXchgByte(address, (byte) 1)),
			atomic("atomicCmpxchgByte", 1, (memory, address) -> memory.atomicCmpxchgByte(address, (byte) 0, (byte) 1)),
			atomic("atomicAddShort", 2, (memory, address) -> memory.atomicAddShort(address, (short) 1)),
			atomic("atomicAndShort", 2, (memory, address) -> memory.atomicAndShort(address, (short) 1)),
			atomic("atomicOrShort", 2, (memory, address) -> memory.atomicOrShort(address, (short) 1)),
			atomic("atomicXorShort", 2, (memory, address) -> memory.atomicXorShort(address, (short) 1)),
			atomic("atomicXchgShort", 2, (memory, address) -> memory.atomicXchgShort(address, (short) 1)),
			atomic("atomicCmpxchgShort", 2,
					(memory, address) -> memory.atomicCmpxchgShort(address, (short) 0, (short) 1)),
			atomic("atomicAddInt", 4, (memory, address) -> memory.atomicAddInt(address, 1)),
			atomic("atomicAndInt", 4, (memory, address) -> memory.atomicAndInt(address, 1)),
			atomic("atomicOrInt", 4, (memory, address) -> memory.atomicOrInt(address, 1)),
			atomic("atomicXorInt", 4, (memory, address) -> memory.atomicXorInt(address, 1)),
			atomic("atomicXchgInt", 4, (memory, address) -> memory.atomicXchgInt(address, 1)),
			atomic("atomicCmpxchgInt", 4, (memory, address) -> memory.atomicCmpxchgInt(address, 0, 1)),
			atomic("atomicAddLong", 8, (memory, address) -> memory.atomicAddLong(address, 1)),
			atomic("atomicAndLong", 8, (memory, address) -> memory.atomicAndLong(address, 1)),
			atomic("atomicOrLong", 8, (memory, address) -> memory.atomicOrLong(address, 1)),
			atomic("atomicXorLong", 8, (memory, address) -> memory.atomicXorLong(address, 1)),
			atomic("atomicXchgLong", 8, (memory, address) -> memory.atomicXchgLong(address, 1)),
			atomic("atomicCmpxchgLong", 8, (memory, address) -> memory.atomicCmpxchgLong(address, 0, 1)),
			atomic("atomicWait 32", 4, (memory, address) -> memory.atomicWait(address, 0, 0)),
			atomic("atomicWait 64", 8, (memory, address) -> memory.atomicWait(address, 0L, 0)),
			atomic("atomicNotify", 4, (memory, address) -> memory.atomicNotify(address, 1)));

	private static Access plain(String name, int width, ObjIntConsumer<Memory> action) {
		return new Access(name, width, false, action);
	}

	private static Access atomic(String name, int width, ObjIntConsumer<Memory> action) {
		return new Access(name, width, true, action);
	}

	void at(int address, Memory memory) {
		this.action.accept(memory, address);
	}

	/** The smallest step between addresses that this access accepts. */
	int alignment() {
		return this.atomic ? this.width : 1;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
