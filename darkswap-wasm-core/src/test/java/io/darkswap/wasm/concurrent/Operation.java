package io.darkswap.wasm.concurrent;

/**
 * A thread's command, its answer, and the times of its start and end (nanoseconds of one
 * clock).
 */
record Operation(Command command, Object answer, long invoked, long returned) {

	/** Return a command without an answer: it took effect after its start, or never. */
	static Operation unanswered(Command command, long invoked) {
		return new Operation(command, NoAnswer.NO_ANSWER, invoked, Long.MAX_VALUE);
	}

	boolean isAnswered() {
		return this.answer != NoAnswer.NO_ANSWER;
	}

	@Override
	public String toString() {
		return "%d..%d %s -> %s".formatted(this.invoked, this.returned, this.command, this.answer);
	}

}
