package io.darkswap.wasm.engine;

import java.util.function.IntPredicate;

import com.dylibso.chicory.runtime.ExportFunction;

/**
 * Reads, page by page, what the engine lists while it keeps a market locked. What a page
 * refers to stays as it is until the last one is read, so readers should do little.
 *
 * @param calls runs the exports
 * @param next lists a page
 * @param end unlocks the market
 */
record LockedPages(InstanceCalls calls, ExportFunction next, ExportFunction end) {

	/**
	 * Reads the pages of a market that has been locked, and unlocks it.
	 * @param page is told how many records the pages before had; returns whether to go on
	 */
	void forEach(IntPredicate page) {
		boolean interrupted = false;
		boolean wanted = true;
		int read = 0;
		try {
			do {
				// An interruption waits until the market is unlocked, and each page has
				// the time of a call of its own.
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
