package io.darkswap.wasm.loader;

import java.util.List;
import java.util.Map;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.WasmException;
import com.dylibso.chicory.wasm.ChicoryException;

/**
 * The reason why a call into a module ended without a result.
 */
public enum TrapKind {

	/** The instruction {@code unreachable}, as after a failed assertion. */
	UNREACHABLE,

	/** An access outside the linear memory, or outside a data segment. */
	OUT_OF_BOUNDS_MEMORY,

	/** An access outside a table, or outside an element segment. */
	OUT_OF_BOUNDS_TABLE,

	/** An atomic access at an address that is no multiple of its size. */
	UNALIGNED_ATOMIC,

	/** A wait on a memory that is not shared. */
	UNSHARED_WAIT,

	/** A division of an integer by zero. */
	DIVIDE_BY_ZERO,

	/** A result that its integer type cannot hold. */
	INTEGER_OVERFLOW,

	/** A conversion of NaN to an integer. */
	INVALID_CONVERSION,

	/** An indirect call of a function of another type. */
	INDIRECT_CALL_TYPE,

	/** An indirect call of an empty table element, or the use of a null reference. */
	NULL_REFERENCE,

	/** A cast to a type that a reference does not have. */
	CAST,

	/** Calls that are nested more deeply than the thread's Java stack allows. */
	STACK_EXHAUSTED,

	/** An exception that the module throws and does not catch. */
	UNCAUGHT_EXCEPTION,

	/** The thread was interrupted. */
	INTERRUPTED,

	/** The linear memory was closed. */
	MEMORY_CLOSED,

	/** A host function failed; its exception is the cause. */
	HOST_FUNCTION,

	/** Any other reason; the cause has it. */
	OTHER;

	/** Chicory has few exception classes: its messages, which are the specification's. */
	private static final List<Map.Entry<String, TrapKind>> MESSAGES = List.of(Map.entry("unreachable", UNREACHABLE),
			Map.entry("unaligned atomic", UNALIGNED_ATOMIC), Map.entry("expected shared memory", UNSHARED_WAIT),
			Map.entry("linear memory is closed", MEMORY_CLOSED), Map.entry("out of bounds table", OUT_OF_BOUNDS_TABLE),
			Map.entry("out of bounds", OUT_OF_BOUNDS_MEMORY), Map.entry("undefined element", OUT_OF_BOUNDS_TABLE),
			Map.entry("unknown elem", OUT_OF_BOUNDS_TABLE), Map.entry("unknown data segment", OUT_OF_BOUNDS_MEMORY),
			Map.entry("divide by zero", DIVIDE_BY_ZERO), Map.entry("integer overflow", INTEGER_OVERFLOW),
			Map.entry("invalid conversion", INVALID_CONVERSION),
			Map.entry("indirect call type mismatch", INDIRECT_CALL_TYPE),
			Map.entry("uninitialized element", NULL_REFERENCE), Map.entry("null ", NULL_REFERENCE),
			Map.entry("cast failure", CAST), Map.entry("call stack exhausted", STACK_EXHAUSTED));

	/**
	 * Return the kind of a failure that a call into a module threw.
	 * @param failure the failure of the call
	 * @return its kind
	 */
	public static TrapKind of(Throwable failure) {
		if (failure instanceof ChicoryInterruptedException) {
			return INTERRUPTED;
		}
		if (failure instanceof WasmException) {
			return UNCAUGHT_EXCEPTION;
		}
		if (failure instanceof StackOverflowError) {
			return STACK_EXHAUSTED;
		}
		if (!(failure instanceof ChicoryException)) {
			return HOST_FUNCTION;
		}
		String message = String.valueOf(failure.getMessage());
		for (Map.Entry<String, TrapKind> known : MESSAGES) {
			if (message.contains(known.getKey())) {
				return known.getValue();
			}
		}
		return OTHER;
	}

}
