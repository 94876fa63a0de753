package io.darkswap.wasm.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.OpCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine's C stack is bounded by construction: no function calls itself, directly or
 * not, none is called through a table, and the deepest chain of frames fits many times
 * into the stack that each instance is given.
 */
class EngineStackTests {

	private static final int STACK = Memory.PAGE_SIZE / 2;

	private static final int MARGIN = 16;

	private final WasmModule module = engine();

	@Test
	void theDeepestChainOfFramesFitsManyTimesIntoTheStack() {
		int functions = this.module.codeSection().functionBodyCount();
		int deepest = 0;
		for (int function = 0; function < functions; function++) {
			deepest = Math.max(deepest, depth(function, new ArrayDeque<>()));
		}
		assertThat(deepest).isPositive().isLessThan(STACK / MARGIN);
	}

	@Test
	void noFunctionIsCalledThroughATable() {
		for (int function = 0; function < this.module.codeSection().functionBodyCount(); function++) {
			assertThat(instructions(function)).noneMatch((instruction) -> instruction.opcode() == OpCode.CALL_INDIRECT);
		}
	}

	/** Returns the bytes of stack that a call of the function takes at most. */
	private int depth(int function, Deque<Integer> callers) {
		assertThat(callers).as("function %d calls itself", function).doesNotContain(function);
		callers.push(function);
		int deepest = 0;
		for (AnnotatedInstruction instruction : instructions(function)) {
			if (instruction.opcode() == OpCode.CALL) {
				deepest = Math.max(deepest, depth((int) instruction.operand(0), callers));
			}
		}
		callers.pop();
		return frame(function) + deepest;
	}

	/** A frame begins with: global.get 0 (the stack pointer), i32.const size, i32.sub. */
	private int frame(int function) {
		List<AnnotatedInstruction> body = instructions(function);
		for (int i = 0; i + 2 < body.size(); i++) {
			if (body.get(i).opcode() == OpCode.GLOBAL_GET && body.get(i).operand(0) == 0) {
				assertThat(body.get(i + 1).opcode()).isEqualTo(OpCode.I32_CONST);
				assertThat(body.get(i + 2).opcode()).isEqualTo(OpCode.I32_SUB);
				return (int) body.get(i + 1).operand(0);
			}
		}
		return 0;
	}

	/** The engine imports no function, so a function's index is that of its body. */
	private List<AnnotatedInstruction> instructions(int function) {
		return this.module.codeSection().getFunctionBody(function).instructions();
	}

	private static WasmModule engine() {
		try (InputStream bytes = EngineStackTests.class.getResourceAsStream("/darkswap-wasm/darkswap_wasm_bg.wasm")) {
			assertThat(bytes).isNotNull();
			return Parser.parse(bytes);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
