package io.darkswap.wasm.pool;

/**
 * Keeps the fields of one slot off the cache lines of another. Each borrower writes its
 * slot, and neighbours on one line would slow each other down. The JVM puts a
 * superclass's fields before a subclass's.
 */
@SuppressWarnings("unused")
abstract class PaddedSlot {

	private long p0, p1, p2, p3, p4, p5, p6, p7;

	private long q0, q1, q2, q3, q4, q5, q6, q7;

}
