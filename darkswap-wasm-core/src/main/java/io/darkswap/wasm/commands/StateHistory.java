package io.darkswap.wasm.commands;

import io.darkswap.wasm.log.Journal;

/**
 * Computes a state from the log.
 *
 * @param journal the log
 * @param starter starts the engines
 * @param skipped the records that are passed
 */
record StateHistory(Journal journal, BookStarter starter, SkippedRecords skipped) {

	/**
	 * Return the state after the record of a position, computed from the log.
	 * @throws io.darkswap.wasm.DarkSwapException with
	 * {@link io.darkswap.wasm.ErrorCode#LOG_FAILED} if a record cannot be applied, or as
	 * {@link Journal#read} does
	 */
	AppliedState stateAt(long position) {
		AppliedState state = new AppliedState(this.starter);
		try {
			replay(state, 1, position);
			return state;
		}
		catch (RuntimeException | Error ex) {
			state.close();
			throw ex;
		}
	}

	private void replay(AppliedState state, long from, long to) {
		if (from > to) {
			return;
		}
		CommandDecoder decoder = new CommandDecoder();
		this.journal.read(from, to, (position, type, payload) -> {
			if (!this.skipped.contains(position)) {
				apply(state, position, decoder.decode(type, payload));
			}
		});
	}

	private static void apply(AppliedState state, long position, Command command) {
		try {
			state.apply(command);
		}
		catch (RuntimeException | Error ex) {
			if (BookApplier.isTrap(ex)) {
				throw BookApplier.unapplicable(position, command, ex);
			}
			if (!BookApplier.isRefusal(ex)) {
				throw ex;
			}
		}
	}

}
