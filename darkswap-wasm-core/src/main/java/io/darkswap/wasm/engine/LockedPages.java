package io.darkswap.wasm.engine;

import java.util.function.IntPredicate;

import com.dylibso.chicory.runtime.ExportFunction;

/**
 * Reads a listing page by page, while no command changes the market. The records of a
 * page do not change until the last page is read, so readers must be fast.
 *
 * @param calls runs the exports
 * @param next lists a page
 * @param end ends the reading
 */
record LockedPages(InstanceCalls calls, ExportFunction next, ExportFunction end) {

	/**
	 * Reads the pages of a market that has been locked, and unlocks it.
	 * @param page is given the number of records of the previous pages; returns whether
	 * to continue
	 */
	void forEach(IntPredicate page) {
		boolean interrupted = false;
		boolean wanted = true;
		int read = 0;
		try {
			do {
				// An interruption is deferred until the market is unlocked, and each page
				// has its own time limit.
				this.calls.lease().restartTimeout();
				interrupted |= Thread.interrupted();
				InstanceCalls.check(this.calls.run(this.next), "market");
				wanted = page.test(read);
				read += this.calls.mailbox().listed();
			}
			while (wanted && this.calls.mailbox().more());
		}
		finally {
			interrupted |= Thread.interrupted();
			unlock();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void unlock() {
		if (!this.calls.hasTrapped()) {
			InstanceCalls.check(this.calls.run(this.end), "market");
		}
	}

}
