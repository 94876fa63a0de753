package io.darkswap.wasm.concurrent;

/**
 * A command that a thread gave, what it was answered, and when (nanoseconds of one clock)
 * it asked and had the answer.
 */
record Operation(Command command, Object answer, long invoked, long returned) {

	@Override
	public String toString() {
		return "%d..%d %s -> %s".formatted(this.invoked, this.returned, this.command, this.answer);
	}

}
