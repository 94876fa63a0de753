package io.darkswap.wasm.memory;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Atomic reads, writes and read-modify-writes of 8, 16, 32 and 64 bits.
 */
class AtomicTests {

	/** Distinct bytes, the highest bit of each set or not in turn. */
	private static final long BEFORE = 0x81_72_A3_64_C5_56_E7_48L;

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 1, true));

	@BeforeEach
	void writeBefore() {
		this.memory.writeLong(0, BEFORE);
	}

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7 })
	void aByteIsReadWhereItLies(int address) {
		assertThat(this.memory.atomicReadByte(address)).isEqualTo((byte) (BEFORE >>> (8 * address)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2, 4, 6 })
	void aShortIsReadWhereItLies(int address) {
		assertThat(this.memory.atomicReadShort(address)).isEqualTo((short) (BEFORE >>> (8 * address)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4 })
	void anIntIsReadWhereItLies(int address) {
		assertThat(this.memory.atomicReadInt(address)).isEqualTo((int) (BEFORE >>> (8 * address)));
	}

	@Test
	void aLongIsReadFromItsAddress() {
		assertThat(this.memory.atomicReadLong(0)).isEqualTo(BEFORE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7 })
	void everyByteOperationLeavesItsNeighboursAlone(int address) {
		this.memory.atomicAddByte(address, (byte) 0xFF);
		this.memory.atomicXorByte(address, (byte) 0xFF);
		this.memory.atomicAndByte(address, (byte) 0);
		this.memory.atomicOrByte(address, (byte) 0xFF);
		this.memory.atomicXchgByte(address, (byte) 0x80);
		this.memory.atomicCmpxchgByte(address, (byte) 0x80, (byte) 0xFE);
		this.memory.atomicWriteByte(address, (byte) 0);
		assertThat(this.memory.readLong(0)).isEqualTo(BEFORE & ~(0xFFL << (8 * address)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2, 4, 6 })
	void everyShortOperationLeavesItsNeighboursAlone(int address) {
		this.memory.atomicAddShort(address, (short) 0xFFFF);
		this.memory.atomicXorShort(address, (short) 0xFFFF);
		this.memory.atomicAndShort(address, (short) 0);
		this.memory.atomicOrShort(address, (short) 0xFFFF);
		this.memory.atomicXchgShort(address, (short) 0x8000);
		this.memory.atomicCmpxchgShort(address, (short) 0x8000, (short) 0xFFFE);
		this.memory.atomicWriteShort(address, (short) 0);
		assertThat(this.memory.readLong(0)).isEqualTo(BEFORE & ~(0xFFFFL << (8 * address)));
	}

	@Test
	void everyByteOperationReturnsThePreviousValue() {
		byte before = (byte) (BEFORE >>> 24);
		assertThat(List.of(this.memory.atomicAddByte(3, (byte) 0), this.memory.atomicAndByte(3, (byte) -1),
				this.memory.atomicOrByte(3, (byte) 0), this.memory.atomicXorByte(3, (byte) 0),
				this.memory.atomicCmpxchgByte(3, (byte) 0, (byte) 1), this.memory.atomicXchgByte(3, (byte) 0)))
			.containsOnly(before);
	}

	@Test
	void everyShortOperationReturnsThePreviousValue() {
		short before = (short) (BEFORE >>> 16);
		assertThat(List.of(this.memory.atomicAddShort(2, (short) 0), this.memory.atomicAndShort(2, (short) -1),
				this.memory.atomicOrShort(2, (short) 0), this.memory.atomicXorShort(2, (short) 0),
				this.memory.atomicCmpxchgShort(2, (short) 0, (short) 1), this.memory.atomicXchgShort(2, (short) 0)))
			.containsOnly(before);
	}

	@Test
	void everyIntOperationReturnsThePreviousValue() {
		int before = (int) (BEFORE >>> 32);
		assertThat(List.of(this.memory.atomicAddInt(4, 0), this.memory.atomicAndInt(4, -1),
				this.memory.atomicOrInt(4, 0), this.memory.atomicXorInt(4, 0), this.memory.atomicCmpxchgInt(4, 0, 1),
				this.memory.atomicXchgInt(4, 0)))
			.containsOnly(before);
	}

	@Test
	void everyLongOperationReturnsThePreviousValue() {
		assertThat(List.of(this.memory.atomicAddLong(0, 0), this.memory.atomicAndLong(0, -1),
				this.memory.atomicOrLong(0, 0), this.memory.atomicXorLong(0, 0), this.memory.atomicCmpxchgLong(0, 0, 1),
				this.memory.atomicXchgLong(0, 0)))
			.containsOnly(BEFORE);
	}

	@Test
	void anExchangeOfAnUnexpectedByteChangesNothing() {
		this.memory.atomicCmpxchgByte(3, (byte) 0, (byte) 1);
		assertThat(this.memory.readLong(0)).isEqualTo(BEFORE);
	}

	@Test
	void anExchangeOfAnUnexpectedShortChangesNothing() {
		this.memory.atomicCmpxchgShort(2, (short) 0, (short) 1);
		assertThat(this.memory.readLong(0)).isEqualTo(BEFORE);
	}

	@Test
	void noIncrementOfAnyWidthIsLost() throws InterruptedException {
		int times = 100_000;
		bothThreads((id) -> IntStream.range(0, times).forEach((i) -> {
			this.memory.atomicAddByte(16 + id, (byte) 1);
			this.memory.atomicAddByte(18, (byte) 1);
			this.memory.atomicAddShort(20, (short) 1);
			this.memory.atomicAddShort(22, (short) 3);
			this.memory.atomicAddInt(24, 1);
			this.memory.atomicAddLong(32, 1);
		}));
		assertThat(List.of(this.memory.readU8(16), this.memory.readU8(17), this.memory.readU8(18),
				this.memory.readU16(20), this.memory.readU16(22), this.memory.readU32(24), this.memory.readLong(32)))
			.containsExactly(times & 0xFFL, times & 0xFFL, 2 * times & 0xFFL, 2 * times & 0xFFFFL, 6 * times & 0xFFFFL,
					2L * times, 2L * times);
	}

	private static void bothThreads(IntConsumer action) throws InterruptedException {
		CountDownLatch ready = new CountDownLatch(2);
		Thread other = new Thread(() -> startAtOnce(ready, 1, action));
		other.start();
		startAtOnce(ready, 0, action);
		other.join();
	}

	private static void startAtOnce(CountDownLatch ready, int id, IntConsumer action) {
		ready.countDown();
		while (ready.getCount() > 0) {
			Thread.onSpinWait();
		}
		action.accept(id);
	}

}
