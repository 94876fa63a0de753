package io.darkswap.wasm.loader.simd;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Tracks which operands of a function are vectors, as validation does. Code after an
 * unconditional branch is not tracked.
 */
final class OperandStack {

	private final BitSet vectors = new BitSet();

	private final Deque<Block> blocks = new ArrayDeque<>();

	private int height;

	void push(boolean vector) {
		this.vectors.set(this.height++, vector);
	}

	void push(List<Boolean> types) {
		types.forEach(this::push);
	}

	void push(int scalars) {
		for (int scalar = 0; scalar < scalars; scalar++) {
			push(false);
		}
	}

	/**
	 * Pop an operand.
	 * @return whether it is a vector
	 */
	boolean pop() {
		pop(1);
		return this.vectors.get(this.height);
	}

	void pop(int operands) {
		int floor = this.blocks.isEmpty() ? 0 : this.blocks.element().height();
		if (this.height - operands < floor) {
			throw new IllegalStateException("An operand is missing");
		}
		this.height -= operands;
	}

	void begin(Signature type) {
		pop(type.parameters().size());
		this.blocks.push(new Block(this.height, type));
		push(type.parameters());
	}

	void otherwise() {
		this.height = this.blocks.element().height();
		push(this.blocks.element().type().parameters());
	}

	void end() {
		Block block = this.blocks.pop();
		this.height = block.height();
		push(block.type().results());
	}

	/**
	 * A block that was begun.
	 *
	 * @param height the operands below it
	 * @param type its type
	 */
	private record Block(int height, Signature type) {
	}

}
