package io.darkswap.wasm.concurrent;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Searches for an order of a history's operations in which each took effect between its
 * invocation and its return, and each returned the answer of a single-threaded book (Wing
 * and Gong 1993; visited configurations are remembered, as in Lowe 2017). An operation
 * without an answer may have any, and need not have taken effect.
 */
final class Linearizability {

	/** One bit of a {@code long} for each. */
	private static final int OPERATIONS_MAX = Long.SIZE;

	private final List<Operation> history;

	private final long answered;

	/** Whether an order expires during the history. */
	private final boolean expiring;

	private final Set<Configuration> visited = new HashSet<>();

	private Linearizability(List<Operation> history) {
		if (history.isEmpty() || history.size() > OPERATIONS_MAX) {
			throw new IllegalArgumentException("A history has 1 to 64 operations, not " + history.size());
		}
		this.history = history;
		this.expiring = history.stream()
			.flatMapToLong((operation) -> operation.command().expiries())
			.anyMatch((expiry) -> history.stream().anyMatch((operation) -> operation.command().now() >= expiry));
		long bits = 0;
		for (int i = 0; i < history.size(); i++) {
			bits |= history.get(i).isAnswered() ? 1L << i : 0;
		}
		this.answered = bits;
	}

	static boolean holds(List<Operation> history, Book begin) {
		return new Linearizability(history).search(0, begin);
	}

	private boolean search(long done, Book book) {
		if ((done & this.answered) == this.answered) {
			return true;
		}
		if (!this.visited.add(new Configuration(done, book))) {
			return false;
		}
		long earliestReturn = earliestReturn(done);
		for (int i = 0; i < this.history.size(); i++) {
			Operation operation = this.history.get(i);
			long bit = 1L << i;
			if ((done & bit) != 0 || operation.invoked() > earliestReturn) {
				continue;
			}
			Book after = book.copy();
			Object answer = operation.command().answerOf(after);
			boolean unchanged = after.equals(book);
			if (operation.isAnswered() ? !answer.equals(operation.answer()) : unchanged) {
				continue;
			}
			if (search(done | bit, after)) {
				return true;
			}
			if (unchanged && (operation.command() instanceof Command.Read || !this.expiring)) {
				// An operation that changes nothing, wherever it comes, may come first:
				// no other order needs a try. A refused command changes something where
				// it closes expired orders.
				return false;
			}
		}
		return false;
	}

	/**
	 * Returns the earliest return of the operations that are not ordered yet: the next
	 * one cannot have started later.
	 */
	private long earliestReturn(long done) {
		long earliest = Long.MAX_VALUE;
		for (int i = 0; i < this.history.size(); i++) {
			if ((done & 1L << i) == 0) {
				earliest = Math.min(earliest, this.history.get(i).returned());
			}
		}
		return earliest;
	}

	private record Configuration(long done, Book book) {
	}

}
