package io.darkswap.wasm.loader.simd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.darkswap.wasm.loader.report.InstructionScan;
import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * Renumbers the types of blocks. Chicory 1.7.5 reads another type if the number of a
 * block's type is from 64 to 127, where it takes the second byte of the number for a part
 * of the first. The types get copies above these numbers, which the blocks name instead.
 * Not API.
 */
public final class BlockTypes {

	/** The numbers that are misread: from this one on, ... */
	private static final int FIRST = 64;

	/** ... up to this one, which is not. */
	private static final int END = 128;

	private static final int PREAMBLE = 8;

	private static final int TYPES = 1;

	private static final int CODE = 10;

	private static final int FUNCTION = 0x60;

	private static final int TRY_TABLE = 0x1F;

	private final List<byte[]> types = new ArrayList<>();

	/** By the number of a type that blocks have: the number of its copy. */
	private final Map<Long, Long> copies = new TreeMap<>();

	private BlockTypes() {
	}

	/**
	 * Renumber the types of blocks, if any is misread.
	 * @param module a module
	 * @return a module that does the same; the given one if none is misread, or it cannot
	 * be understood
	 */
	public static byte[] renumber(byte[] module) {
		try {
			return new BlockTypes().renumbered(module);
		}
		catch (RuntimeException ex) {
			// The parser says what is wrong.
			return module;
		}
	}

	private byte[] renumbered(byte[] module) {
		WasmBytes bytes = new WasmBytes(ByteBuffer.wrap(module));
		bytes.skip(PREAMBLE);
		int typesAt = -1;
		List<CodeWriter> sections = new ArrayList<>();
		while (bytes.hasMore()) {
			int id = bytes.next();
			WasmBytes section = sized(bytes);
			CodeWriter content = new CodeWriter();
			switch (id) {
				case TYPES -> {
					if (!read(section)) {
						return module;
					}
					typesAt = sections.size();
				}
				case CODE -> bodies(section, content);
				default -> content.raw(section.rest());
			}
			sections.add(new CodeWriter().op(id).sized(content));
		}
		if (this.copies.isEmpty()) {
			return module;
		}
		sections.set(typesAt, new CodeWriter().op(TYPES).sized(types()));
		CodeWriter out = new CodeWriter().raw(new WasmBytes(ByteBuffer.wrap(module)).take(PREAMBLE).rest());
		sections.forEach((section) -> out.raw(section.toByteArray()));
		return out.toByteArray();
	}

	/** Read the types, unless there are too few or others than those of functions. */
	private boolean read(WasmBytes section) {
		long count = section.number();
		if (count <= FIRST) {
			return false;
		}
		for (long type = 0; type < count; type++) {
			WasmBytes start = section.copy();
			if (section.next() != FUNCTION) {
				return false;
			}
			values(section);
			values(section);
			this.types.add(start.until(section));
		}
		return !section.hasMore();
	}

	private static void values(WasmBytes section) {
		long count = section.number();
		for (long value = 0; value < count && section.hasMore(); value++) {
			ValueTypes.read(section);
		}
	}

	/**
	 * The types, others up to the end of the numbers that are misread, and the copies.
	 */
	private CodeWriter types() {
		List<byte[]> all = new ArrayList<>(this.types);
		while (all.size() < END) {
			all.add(this.types.get(0));
		}
		Map<Long, Long> byCopy = new TreeMap<>();
		this.copies.forEach((type, copy) -> byCopy.put(copy, type));
		byCopy.values().forEach((type) -> all.add(this.types.get(type.intValue())));
		CodeWriter section = new CodeWriter().number(all.size());
		all.forEach(section::raw);
		return section;
	}

	private void bodies(WasmBytes section, CodeWriter out) {
		long count = section.number();
		out.number(count);
		for (long index = 0; index < count; index++) {
			section.expectMore("bodies");
			CodeWriter body = new CodeWriter();
			body(sized(section), body);
			out.sized(body);
		}
		out.raw(section.rest());
	}

	private static WasmBytes sized(WasmBytes bytes) {
		long size = bytes.number();
		if (size > bytes.remaining()) {
			throw new IllegalArgumentException("a size above that of the module");
		}
		return bytes.take(size);
	}

	private void body(WasmBytes body, CodeWriter out) {
		InstructionScan operands = new InstructionScan(body, (feature) -> {
		});
		WasmBytes copied = body.copy();
		long groups = body.number();
		for (long group = 0; group < groups; group++) {
			body.expectMore("locals");
			body.number();
			ValueTypes.read(body);
		}
		while (body.hasMore()) {
			int opcode = body.next();
			if ((opcode >= 0x02 && opcode <= 0x04) || opcode == TRY_TABLE) {
				WasmBytes number = body.copy();
				long type = blockType(body);
				if (type >= FIRST && type < END && type < this.types.size()) {
					out.raw(copied.until(number)).signed(copy(type));
					copied = body.copy();
				}
				if (opcode == TRY_TABLE) {
					operands.catchClauses();
				}
			}
			else if (!operands.instruction(opcode)) {
				throw new IllegalArgumentException("an unknown instruction");
			}
		}
		out.raw(copied.rest());
	}

	/** Return the number of a block's type, -1 if it is a value or none. */
	private static long blockType(WasmBytes body) {
		int first = body.peek();
		if (first < 0x40 || first > 0x7F) {
			return body.number();
		}
		ValueTypes.read(body);
		return -1;
	}

	private long copy(long type) {
		Long known = this.copies.get(type);
		if (known != null) {
			return known;
		}
		long copy = Math.max(this.types.size(), END) + this.copies.size();
		this.copies.put(type, copy);
		return copy;
	}

}
