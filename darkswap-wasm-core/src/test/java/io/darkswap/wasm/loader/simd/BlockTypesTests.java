package io.darkswap.wasm.loader.simd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The number of a block's type does not matter, though Chicory misreads some.
 */
class BlockTypesTests {

	/** A block with two results, which are added. */
	private static final String SUM = "02%s41284102" + "0b6a0b";

	/** A loop and an if of that type. */
	private static final String NESTED = "03%1$s" + "4101" + "04%1$s41284102" + "0541004100" + "0b0b6a0b";

	/** A block whose result is a vector of ones, of which a lane is taken. */
	private static final String VECTOR = "027b" + "fd0c" + "01000000".repeat(4) + "0bfd1b000b";

	@ParameterizedTest
	@ValueSource(ints = { 2, 62, 63, 64, 65, 100, 127, 128, 129, 200 })
	void mayHaveAnyNumber(int type) {
		assertThat(result(module(type, SUM.formatted(signed(type))))).isEqualTo(42);
		assertThat(result(module(type, NESTED.formatted(signed(type))))).isEqualTo(42);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 62, 63, 64, 100, 126, 127, 128, 200 })
	void thatLoweringAddsMayHaveAnyNumber(int last) {
		assertThat(result(module(last, VECTOR))).isOne();
	}

	@Test
	void leaveTheModuleAsItIsIfNoneIsMisread() {
		byte[] module = module(200, SUM.formatted(signed(200)));
		assertThat(BlockTypes.renumber(module)).isSameAs(module);
	}

	@Test
	void leaveADamagedModuleAsItIs() {
		byte[] module = module(64, SUM.formatted(signed(64)));
		for (int length = 0; length < module.length; length++) {
			byte[] damaged = Arrays.copyOf(module, length);
			assertThat(BlockTypes.renumber(damaged)).isSameAs(damaged);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0103" })
	void leaveAModuleWithFewerBodiesOrLocalsThanItSaysAsItIs(String furtherBodies) {
		byte[] first = body(SUM.formatted(signed(64)));
		byte[] further = HexFormat.of().parseHex(furtherBodies);
		ByteArrayOutputStream bodies = new ByteArrayOutputStream();
		number(bodies, 2);
		bodies.writeBytes(first);
		bodies.writeBytes(further);
		byte[] module = module(64, "0303020000", bodies.toByteArray());
		assertThat(BlockTypes.renumber(module)).isSameAs(module);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> result(module))
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.MODULE_INVALID);
	}

	private static int result(byte[] module) {
		try (SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
			.resourceOpener((location) -> new ByteArrayInputStream(module))
			.build(); LoadedModule loaded = loader.load("test:blocks", MemoryOptions.DEFAULT)) {
			return (int) loaded.instantiate().export("f").apply()[0];
		}
	}

	/**
	 * Return a module with a function without parameters that returns a number.
	 * @param last the number of the last type, without parameters and with two results
	 * @param code the function's instructions
	 */
	private static byte[] module(int last, String code) {
		ByteArrayOutputStream bodies = new ByteArrayOutputStream();
		number(bodies, 1);
		bodies.writeBytes(body(code));
		return module(last, "03020100", bodies.toByteArray());
	}

	private static byte[] body(String code) {
		byte[] instructions = HexFormat.of().parseHex(code);
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		number(body, instructions.length + 1);
		body.write(0);
		body.writeBytes(instructions);
		return body.toByteArray();
	}

	private static byte[] module(int last, String functions, byte[] bodies) {
		ByteArrayOutputStream types = new ByteArrayOutputStream();
		number(types, last + 1);
		for (int type = 0; type < last; type++) {
			types.writeBytes(HexFormat.of().parseHex("6000017f"));
		}
		types.writeBytes(HexFormat.of().parseHex("6000027f7f"));
		ByteArrayOutputStream module = new ByteArrayOutputStream();
		module.writeBytes(HexFormat.of().parseHex("0061736d0100000001"));
		number(module, types.size());
		module.writeBytes(types.toByteArray());
		module.writeBytes(HexFormat.of().parseHex(functions + "0705010166" + "0000" + "0a"));
		number(module, bodies.length);
		module.writeBytes(bodies);
		return module.toByteArray();
	}

	private static void number(ByteArrayOutputStream out, int number) {
		int rest = number;
		for (; rest >= 0x80; rest >>>= 7) {
			out.write(rest | 0x80);
		}
		out.write(rest);
	}

	private static String signed(int number) {
		return HexFormat.of().formatHex(new CodeWriter().signed(number).toByteArray());
	}

}
