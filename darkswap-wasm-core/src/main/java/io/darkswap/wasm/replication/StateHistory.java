package io.darkswap.wasm.replication;

import java.util.Optional;

import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.commands.CommandDecoder;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.Snapshot;

/**
 * Computes a state from the newest snapshot and the log.
 *
 * @param log the log
 * @param starter starts the engines
 * @param skipped the records that are passed
 */
record StateHistory(CommandLog log, BookStarter starter, SkippedRecords skipped) {

	/**
	 * Return the state after the record of a position, computed from the log.
	 * @throws io.darkswap.wasm.DarkSwapException with
	 * {@link io.darkswap.wasm.ErrorCode#LOG_FAILED} if a record cannot be applied, or as
	 * {@link CommandLog#read} does
	 */
	AppliedState stateAt(long position) {
		Optional<Snapshot> snapshot = this.log.snapshots().newest();
		AppliedState state = begin(snapshot);
		try {
			replay(state, snapshot.map(Snapshot::position).orElse(0L) + 1, position);
			return state;
		}
		catch (RuntimeException | Error ex) {
			state.close();
			throw ex;
		}
	}

	/** Return the state of a snapshot, or the empty state before the first record. */
	AppliedState begin(Optional<Snapshot> snapshot) {
		return snapshot
			.map((newest) -> AppliedState.restored(this.starter, newest,
					newest.position() == this.log.durablePosition()))
			.orElseGet(() -> new AppliedState(this.starter));
	}

	private void replay(AppliedState state, long from, long to) {
		if (from > to) {
			return;
		}
		CommandDecoder decoder = new CommandDecoder();
		this.log.read(from, to, (position, type, payload) -> {
			if (!this.skipped.contains(position)) {
				apply(state, position, decoder.decode(type, payload));
			}
		});
	}

	static void apply(AppliedState state, long position, Command command) {
		try {
			state.replay(command);
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
