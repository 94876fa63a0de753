package io.darkswap.wasm.loader.simd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * Lowers a module with fixed-width SIMD to one without, which does the same. Each vector
 * becomes two integers of 64 bits, first the lower half: as operand, parameter, result,
 * local and global. Each vector instruction becomes instructions on halves, or calls of
 * helpers that the module gets as its last functions. The indices of functions, types and
 * globals stay. Not API.
 */
public final class SimdLowering {

	private static final int PREAMBLE = 8;

	private static final int TYPES = 1;

	private static final int IMPORTS = 2;

	private static final int FUNCTIONS = 3;

	private static final int GLOBALS = 6;

	private static final int EXPORTS = 7;

	private static final int CODE = 10;

	private static final int FUNCTION_KIND = 0;

	private static final int GLOBAL_KIND = 3;

	private final List<Section> sections = new ArrayList<>();

	private final ModuleTypes types = new ModuleTypes();

	/** The types of the functions that the module defines, as numbers. */
	private final CodeWriter functionTypes = new CodeWriter();

	private long definedFunctions;

	private CodeWriter globals = new CodeWriter();

	private CodeWriter code = new CodeWriter();

	private SimdLowering() {
	}

	/**
	 * Lower a module.
	 * @param module a valid module
	 * @return the lowered module
	 * @throws UnsupportedVectors if it imports or exports a vector as a global, or uses
	 * garbage collection too
	 */
	public static byte[] lower(byte[] module) {
		SimdLowering lowering = new SimdLowering();
		WasmBytes bytes = new WasmBytes(ByteBuffer.wrap(module));
		bytes.skip(PREAMBLE);
		while (bytes.hasMore()) {
			lowering.sections.add(new Section(bytes.next(), bytes.take(bytes.number())));
		}
		lowering.sections.forEach(lowering::read);
		return lowering.write();
	}

	private void read(Section section) {
		WasmBytes content = section.content().copy();
		switch (section.id()) {
			case TYPES -> this.types.read(content);
			case IMPORTS -> imports(content);
			case FUNCTIONS -> functions(content);
			case GLOBALS -> this.globals = Globals.lower(content, this.types);
			case EXPORTS -> exports(content);
			case CODE -> code(content);
			default -> {
				// No vectors are there.
			}
		}
	}

	private void imports(WasmBytes section) {
		long count = section.number();
		for (long index = 0; index < count; index++) {
			section.expectMore("imports");
			String name = section.name() + "." + section.name();
			int kind = section.next();
			switch (kind) {
				case FUNCTION_KIND -> this.types.addFunction(section.number());
				case 1 -> {
					ValueTypes.read(section);
					limits(section);
				}
				case 2 -> limits(section);
				case GLOBAL_KIND -> {
					if (ValueTypes.read(section)) {
						throw new UnsupportedVectors(
								"imports the vector %s, which this runtime cannot pass: import two i64"
									.formatted(name));
					}
					section.next();
					this.types.addGlobal(false);
				}
				default -> {
					section.next();
					section.number();
				}
			}
		}
	}

	private static void limits(WasmBytes section) {
		int flags = section.next();
		section.number();
		if ((flags & 1) != 0) {
			section.number();
		}
	}

	private void functions(WasmBytes section) {
		this.definedFunctions = section.number();
		for (long index = 0; index < this.definedFunctions; index++) {
			section.expectMore("functions");
			long type = section.number();
			this.types.addFunction(type);
			this.functionTypes.number(type);
		}
	}

	private void exports(WasmBytes section) {
		long count = section.number();
		for (long index = 0; index < count; index++) {
			section.expectMore("exports");
			String name = section.name();
			int kind = section.next();
			long exported = section.number();
			if (kind == GLOBAL_KIND && this.types.isVectorGlobal(exported)) {
				throw new UnsupportedVectors(
						"exports the vector %s, which this runtime cannot pass: export two i64".formatted(name));
			}
		}
	}

	private void code(WasmBytes section) {
		HelperCalls helpers = new HelperCalls(Helpers.load(), this.types.functionCount());
		VectorOperations operations = new VectorOperations();
		CodeWriter bodies = new CodeWriter();
		int first = (int) (this.types.functionCount() - this.definedFunctions);
		section.number();
		for (int index = 0; index < this.definedFunctions; index++) {
			section.expectMore("bodies");
			WasmBytes body = section.take(section.number());
			bodies.sized(BodyLowering.lower(body, this.types.function(first + index), this.types, operations, helpers));
		}
		List<Helper> called = helpers.called();
		for (Helper helper : called) {
			this.functionTypes.number(this.types.lowered(helper.parameters(), helper.results()));
			bodies.sized(new CodeWriter().raw(helper.code()));
		}
		this.definedFunctions += called.size();
		this.code = new CodeWriter().number(this.definedFunctions).raw(bodies.toByteArray());
	}

	private byte[] write() {
		CodeWriter module = new CodeWriter().op(0, 'a', 's', 'm', 1, 0, 0, 0);
		for (Section section : this.sections) {
			module.op(section.id()).sized(switch (section.id()) {
				case TYPES -> this.types.section();
				case FUNCTIONS -> new CodeWriter().number(this.definedFunctions).raw(this.functionTypes.toByteArray());
				case GLOBALS -> this.globals;
				case CODE -> this.code;
				default -> new CodeWriter().raw(section.content().copy().rest());
			});
		}
		return module.toByteArray();
	}

	/**
	 * A section of the module.
	 *
	 * @param id its number
	 * @param content its bytes
	 */
	private record Section(int id, WasmBytes content) {
	}

}
