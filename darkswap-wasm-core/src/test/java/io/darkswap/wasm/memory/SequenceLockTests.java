package io.darkswap.wasm.memory;

import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A record read under a sequence lock is consistent, or is rejected.
 */
@Timeout(60)
class SequenceLockTests {

	private static final int RECORD = 64;

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 4, true));

	private final SequenceLock lock = new SequenceLock(this.memory);

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	@Test
	void aRecordWithoutAWriterIsValid() {
		assertThat(this.lock.validate(RECORD, this.lock.beginRead(RECORD))).isTrue();
	}

	@Test
	void aRecordThatIsBeingWrittenIsNotValid() {
		this.memory.atomicWriteInt(RECORD, 1);
		assertThat(this.lock.validate(RECORD, this.lock.beginRead(RECORD))).isFalse();
	}

	@Test
	void aRecordWhoseWriteStartedMeanwhileIsNotValid() {
		long begun = this.lock.beginRead(RECORD);
		this.memory.atomicAddInt(RECORD, 1);
		assertThat(this.lock.validate(RECORD, begun)).isFalse();
	}

	@Test
	void aRecordThatWasWrittenMeanwhileIsNotValid() {
		long begun = this.lock.beginRead(RECORD);
		this.memory.atomicAddInt(RECORD, 2);
		assertThat(this.lock.validate(RECORD, begun)).isFalse();
	}

	@Test
	void theNumberMayWrapAround() {
		this.memory.atomicWriteInt(RECORD, -2);
		assertThat(this.lock.validate(RECORD, this.lock.beginRead(RECORD))).isTrue();
	}

	@Test
	void aNumberOutsideTheMemoryTraps() {
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> this.lock.beginRead(65536));
	}

	@Test
	void aNumberThatIsNotAlignedTraps() {
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> this.lock.beginRead(RECORD + 2));
	}

	@Test
	void noRecordThatAnInstanceWritesIsReadTorn() throws InterruptedException {
		int times = 500_000;
		InstructionModule module = InstructionModule.Engine.COMPILER.over(this.memory);
		Thread writer = new Thread(() -> module.call("write_record", RECORD, times));
		writer.start();
		long valid = 0;
		long torn = 0;
		long last = 0;
		while (last < times) {
			long begun = this.lock.beginRead(RECORD);
			long first = this.memory.readLong(RECORD + 8);
			long second = this.memory.readLong(RECORD + 16);
			if (this.lock.validate(RECORD, begun)) {
				valid++;
				torn += (first != second || first < last) ? 1 : 0;
				last = first;
			}
		}
		writer.join();
		assertThat(torn).as("torn of %d valid reads", valid).isZero();
	}

}
