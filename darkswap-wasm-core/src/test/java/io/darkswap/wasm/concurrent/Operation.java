package io.darkswap.wasm.concurrent;

/**
 * A thread's command, its answer, and the times of its start and end (nanoseconds of one
 * clock).
 */
record Operation(Command command, Object answer, long invoked, long returned) {

	@Override
	public String toString() {
		return "%d..%d %s -> %s".formatted(this.invoked, this.returned, this.command, this.answer);
	}

}
