package io.darkswap.wasm.loader.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * The types of a module before it is lowered: of its functions and globals, and the
 * lowered type section, to which types are added.
 */
final class ModuleTypes {

	private static final int FUNCTION = 0x60;

	private final List<Signature> signatures = new ArrayList<>();

	private final List<byte[]> lowered = new ArrayList<>();

	/** By function: the index of its type. */
	private final List<Integer> functions = new ArrayList<>();

	private final List<Boolean> globals = new ArrayList<>();

	/** Read the type section. */
	void read(WasmBytes section) {
		long count = section.number();
		for (long index = 0; index < count && section.hasMore(); index++) {
			if (section.next() != FUNCTION) {
				throw new UnsupportedVectors(UnsupportedVectors.GARBAGE_COLLECTION);
			}
			CodeWriter type = new CodeWriter().op(FUNCTION);
			this.signatures.add(new Signature(ValueTypes.lower(section, type), ValueTypes.lower(section, type)));
			this.lowered.add(type.toByteArray());
		}
	}

	void addFunction(long type) {
		this.functions.add((int) type);
	}

	void addGlobal(boolean vector) {
		this.globals.add(vector);
	}

	int functionCount() {
		return this.functions.size();
	}

	Signature type(long index) {
		return this.signatures.get((int) index);
	}

	Signature function(long index) {
		return type(this.functions.get((int) index));
	}

	boolean isVectorGlobal(long index) {
		return this.globals.get((int) index);
	}

	/**
	 * Return the index of the global that has the upper half of a vector: they follow all
	 * globals of the module, in the same order. The lower half has the vector's index.
	 */
	int upperGlobal(long index) {
		long vectorsBefore = this.globals.subList(0, (int) index).stream().filter((vector) -> vector).count();
		return (int) (this.globals.size() + vectorsBefore);
	}

	/** Return the index of a lowered type, which is added if there is none. */
	int lowered(byte[] parameters, byte[] results) {
		byte[] type = new CodeWriter().op(FUNCTION)
			.number(parameters.length)
			.raw(parameters)
			.number(results.length)
			.raw(results)
			.toByteArray();
		for (int index = 0; index < this.lowered.size(); index++) {
			if (Arrays.equals(this.lowered.get(index), type)) {
				return index;
			}
		}
		this.lowered.add(type);
		return this.lowered.size() - 1;
	}

	/** Return the type section. */
	CodeWriter section() {
		CodeWriter section = new CodeWriter().number(this.lowered.size());
		this.lowered.forEach(section::raw);
		return section;
	}

}
