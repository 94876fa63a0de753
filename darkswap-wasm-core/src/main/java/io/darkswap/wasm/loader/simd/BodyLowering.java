package io.darkswap.wasm.loader.simd;

import java.util.List;

import io.darkswap.wasm.loader.report.InstructionScan;
import io.darkswap.wasm.loader.report.WasmBytes;

/**
 * Lowers the body of a function. The operands of most instructions are not vectors: these
 * instructions are copied. Code that cannot be reached is left out.
 */
final class BodyLowering {

	/** Larger bodies call the helpers: HotSpot does not compile large methods. */
	private static final int LARGEST_INLINING_BODY = 1_500;

	private static final int ELSE = 0x05;

	private static final int END = 0x0B;

	private static final int CALL = 0x10;

	private static final int DROP = 0x1A;

	private static final int SELECT = 0x1B;

	private static final int PREFIXES = 0xFB;

	private static final int NO_TYPE = 0x40;

	private static final byte[] NOTHING = {};

	private static final byte[] HALVES = { ValueTypes.I64, ValueTypes.I64 };

	private final WasmBytes body;

	private final ModuleTypes types;

	private final VectorOperations operations;

	private final InstructionScan operands;

	private final OperandStack stack = new OperandStack();

	private final Locals locals;

	private final Emission out;

	private final CodeWriter code;

	/** The open blocks that cannot be reached, counting the one that became so. */
	private int unreachable;

	private BodyLowering(WasmBytes body, Signature type, ModuleTypes types, VectorOperations operations,
			HelperCalls helpers) {
		boolean inlines = body.remaining() <= LARGEST_INLINING_BODY;
		this.body = body;
		this.types = types;
		this.operations = operations;
		this.operands = new InstructionScan(body, (feature) -> {
		});
		this.locals = Locals.read(type.parameters(), body);
		this.out = new Emission(helpers, inlines, this.locals.count());
		this.code = this.out.code();
		this.stack.begin(new Signature(List.of(), type.results()));
	}

	/**
	 * Lower a body.
	 * @param body the locals and instructions
	 * @param type the type of the function
	 * @param types the types of the module
	 * @param operations the instructions that are lowered
	 * @param helpers the helpers that the module calls
	 * @return the lowered locals and instructions
	 */
	static CodeWriter lower(WasmBytes body, Signature type, ModuleTypes types, VectorOperations operations,
			HelperCalls helpers) {
		BodyLowering lowering = new BodyLowering(body, type, types, operations, helpers);
		while (body.hasMore()) {
			lowering.instruction();
		}
		CodeWriter lowered = new CodeWriter();
		lowering.locals.declare(lowered, lowering.out.scratchTypes());
		return lowered.raw(lowering.code.toByteArray());
	}

	private void instruction() {
		WasmBytes start = this.body.copy();
		int opcode = this.body.next();
		if (this.unreachable > 0 && !isReachableAgain(opcode)) {
			this.operands.instruction(opcode);
			return;
		}
		switch (opcode) {
			case 0x02, 0x03, 0x04, 0x1F -> begin(opcode);
			case ELSE -> {
				this.stack.otherwise();
				this.code.op(opcode);
			}
			case END -> {
				this.stack.end();
				this.code.op(opcode);
			}
			case 0x00, 0x08, 0x0A, 0x0C, 0x0E, 0x0F, 0x12, 0x13, 0x15 -> {
				copy(start, opcode);
				this.unreachable = 1;
			}
			case CALL, 0x11, 0x14 -> call(start, opcode);
			case DROP -> this.code.op(this.stack.pop() ? new int[] { DROP, DROP } : new int[] { DROP });
			case SELECT, 0x1C -> select(start, opcode);
			case 0x20, 0x21, 0x22 -> local(opcode, (int) this.body.number());
			case 0x23, 0x24 -> global(opcode, this.body.number());
			case 0xFB -> throw new UnsupportedVectors(UnsupportedVectors.GARBAGE_COLLECTION);
			case 0xFD -> vector((int) this.body.number());
			default -> other(start, opcode);
		}
	}

	private boolean isReachableAgain(int opcode) {
		switch (opcode) {
			case 0x02, 0x03, 0x04, 0x1F -> this.unreachable++;
			case END -> this.unreachable--;
			case ELSE -> this.unreachable -= (this.unreachable == 1) ? 1 : 0;
			default -> {
				return false;
			}
		}
		return this.unreachable == 0;
	}

	private void copy(WasmBytes start, int opcode) {
		this.operands.instruction(opcode);
		this.code.raw(start.until(this.body));
	}

	private void begin(int opcode) {
		this.code.op(opcode);
		Signature type = blockType();
		if (opcode == 0x04) {
			this.stack.pop();
		}
		if (opcode == 0x1F) {
			WasmBytes clauses = this.body.copy();
			this.operands.catchClauses();
			this.code.raw(clauses.until(this.body));
		}
		this.stack.begin(type);
	}

	private Signature blockType() {
		int first = this.body.peek();
		if (first == NO_TYPE) {
			this.code.op(this.body.next());
			return Signature.EMPTY;
		}
		if (first < NO_TYPE || first > 0x7F) {
			long index = this.body.number();
			this.code.signed(index);
			return this.types.type(index);
		}
		WasmBytes start = this.body.copy();
		boolean vector = ValueTypes.read(this.body);
		if (vector) {
			this.code.signed(this.types.lowered(NOTHING, HALVES));
		}
		else {
			this.code.raw(start.until(this.body));
		}
		return new Signature(List.of(), List.of(vector));
	}

	/** A call of a function, or of an operand with a type. */
	private void call(WasmBytes start, int opcode) {
		long index = this.body.copy().number();
		Signature type = (opcode == CALL) ? this.types.function(index) : this.types.type(index);
		copy(start, opcode);
		this.stack.pop(type.parameters().size() + ((opcode == CALL) ? 0 : 1));
		this.stack.push(type.results());
	}

	private void select(WasmBytes start, int opcode) {
		this.operands.instruction(opcode);
		this.stack.pop(2);
		boolean vector = this.stack.pop();
		this.stack.push(vector);
		if (!vector) {
			this.code.raw(start.until(this.body));
			return;
		}
		int condition = this.out.takeNumber();
		int[] halves = this.out.takeVectors(2);
		this.code.get(halves[0]).get(halves[2]).get(condition).op(SELECT);
		this.code.get(halves[1]).get(halves[3]).get(condition).op(SELECT);
	}

	private void local(int opcode, int local) {
		if (opcode != 0x20) {
			this.stack.pop();
			this.locals.set(this.code, local);
		}
		if (opcode != 0x21) {
			this.stack.push(this.locals.isVector(local));
			this.locals.get(this.code, local);
		}
	}

	private void global(int opcode, long global) {
		boolean vector = this.types.isVectorGlobal(global);
		boolean get = opcode == 0x23;
		if (get) {
			this.stack.push(vector);
			this.code.op(opcode).number(global);
		}
		if (vector) {
			this.code.op(opcode).number(this.types.upperGlobal(global));
		}
		if (!get) {
			this.stack.pop();
			this.code.op(opcode).number(global);
		}
	}

	private void vector(int opcode) {
		VectorOperation operation = this.operations.get(opcode);
		if (operation == null) {
			throw new UnsupportedVectors("uses the vector instruction %d, which is not known".formatted(opcode));
		}
		operation.lower(this.stack, this.out, this.body);
	}

	private void other(WasmBytes start, int opcode) {
		int second = (opcode >= PREFIXES) ? (int) this.body.copy().number() : 0;
		copy(start, opcode);
		StackEffect effect = StackEffect.of(opcode, second);
		this.stack.pop(effect.pops());
		this.stack.push(effect.pushes());
	}

}
