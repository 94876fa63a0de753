package io.darkswap.wasm.engine;

import java.util.SplittableRandom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * For any bytes in the mailbox and any sequence of exports, the book stays consistent: no
 * call traps, the engine is not poisoned, no invariant breaks, and the memory stays
 * within its maximum.
 */
class MailboxFuzzTests {

	private static final int PROGRAMS = Integer.getInteger("darkswap.soak.programs", 300);

	private static SharedMemoryWasmLoader loader;

	@BeforeAll
	static void openLoader() {
		loader = new SharedMemoryWasmLoader();
	}

	@AfterAll
	static void closeLoader() {
		loader.close();
	}

	/** Runs the corpus of Jazzer or, with JAZZER_FUZZ=1, extends it. */
	@FuzzTest(maxDuration = "2m")
	void anyProgramLeavesTheBookWhole(byte[] program) {
		MailboxProgram.run(loader, program);
	}

	@Test
	@Timeout(3600)
	void randomProgramsLeaveTheBookWhole() {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.printf("MailboxFuzzTests: -Ddarkswap.seed=%d%n", seed);
		SplittableRandom random = new SplittableRandom(seed);
		for (int i = 0; i < PROGRAMS; i++) {
			byte[] program = new byte[random.nextInt(8000)];
			random.nextBytes(program);
			MailboxProgram.run(loader, program);
		}
	}

}
