package io.darkswap.wasm.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Views read the memory in place.
 */
class ViewTests {

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 2, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	@Test
	void aViewShowsTheBytesFromItsAddress() {
		this.memory.writeI32(100, 7);
		assertThat(this.memory.view(100, 4).getInt(0)).isEqualTo(7);
	}

	@Test
	void aViewShowsLaterWrites() {
		ByteBuffer view = this.memory.view(100, 4);
		this.memory.writeI32(100, 7);
		assertThat(view.getInt(0)).isEqualTo(7);
	}

	@Test
	void aViewHasTheRequestedLength() {
		assertThat(this.memory.view(100, 4).remaining()).isEqualTo(4);
	}

	@Test
	void aViewIsLittleEndian() {
		assertThat(this.memory.view(100, 4).order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
	}

	@Test
	void aViewIsReadOnly() {
		assertThat(this.memory.view(100, 4).isReadOnly()).isTrue();
	}

	@Test
	void aViewCannotBeWidened() {
		ByteBuffer view = this.memory.view(100, 4);
		assertThat(view.capacity()).isEqualTo(4);
	}

	@Test
	void aViewReachesGrownPages() {
		this.memory.grow(1);
		assertThat(this.memory.view(Memory.PAGE_SIZE, Memory.PAGE_SIZE).capacity()).isEqualTo(Memory.PAGE_SIZE);
	}

	@Test
	void anEmptyViewAtTheVeryEndIsAllowed() {
		assertThat(this.memory.view(Memory.PAGE_SIZE, 0).hasRemaining()).isFalse();
	}

	@Test
	void aViewOfNegativeLengthTraps() {
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> this.memory.view(0, -1));
	}

	@Test
	void aViewWhoseEndOverflowsTraps() {
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> this.memory.view(8, Integer.MAX_VALUE));
	}

}
