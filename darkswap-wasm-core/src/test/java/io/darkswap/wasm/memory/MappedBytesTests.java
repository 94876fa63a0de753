package io.darkswap.wasm.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which access to its bytes a memory has.
 */
class MappedBytesTests {

	private final ByteBuffer bytes = ByteBuffer.allocateDirect(64).order(ByteOrder.LITTLE_ENDIAN);

	@Test
	@EnabledForJreRange(max = JRE.JAVA_22)
	@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
	void isByAddressWhereTheJvmDoesNotWarnOfIt() {
		assertThat(MappedBytes.over(this.bytes)).isInstanceOf(UnsafeBytes.class);
	}

	@Test
	@EnabledForJreRange(minVersion = 23)
	@EnabledIfSystemProperty(named = "sun.misc.unsafe.memory.access", matches = "allow")
	@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
	void isByAddressWhereAnOptionOfTheJvmAllowsIt() {
		assertThat(MappedBytes.over(this.bytes)).isInstanceOf(UnsafeBytes.class);
	}

	@Test
	@EnabledForJreRange(minVersion = 23)
	@DisabledIfSystemProperty(named = "sun.misc.unsafe.memory.access", matches = "allow")
	void isByBufferWhereTheJvmWarnsOfAddresses() {
		assertThat(MappedBytes.over(this.bytes)).isInstanceOf(BufferBytes.class);
	}

	@Test
	@EnabledForJreRange(minVersion = 23)
	void isByBufferWhereTheJvmDeniesAddressesAndAPropertySaysOtherwise() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--sun-misc-unsafe-memory-access=deny", "-cp", System.getProperty("java.class.path"),
				Denied.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		assertThat(process.inputReader().lines()).containsExactly("false");
	}

	@Test
	@EnabledIf("areByAddress")
	void aBufferInTheHeapHasNoAddress() {
		ByteBuffer heap = ByteBuffer.allocate(64);
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> UnsafeBytes.over(heap));
	}

	@Test
	@EnabledIf("areByAddress")
	void aLimitBeyondTheBufferIsRefusedAndChangesNothing() {
		MappedBytes byAddress = UnsafeBytes.over(this.bytes);
		byAddress.limit(8);
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> byAddress.limit(65));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> byAddress.getIntVolatile(8));
	}

	static boolean areByAddress() {
		return MappedBytes.BY_ADDRESS;
	}

	@Test
	void isDecidedOnceForAllMemories() {
		String architecture = System.getProperty("os.arch");
		MappedBytes.over(this.bytes);
		System.setProperty("os.arch", "another");
		try (SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 1, true))) {
			memory.writeI32(8, 5);
			assertThat(memory.readInt(8)).isEqualTo(5);
			assertThat(memory.atomicReadInt(8)).isEqualTo(5);
		}
		finally {
			System.setProperty("os.arch", architecture);
		}
	}

	/** A JVM in which code sets the property that the option sets. */
	static final class Denied {

		private Denied() {
		}

		public static void main(String[] args) {
			System.setProperty("sun.misc.unsafe.memory.access", "allow");
			System.out.println(MappedBytes.BY_ADDRESS);
		}

	}

}
