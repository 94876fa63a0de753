package io.darkswap.benchmarks.logs;

import java.nio.file.Path;

import io.darkswap.wasm.log.Journal;
import io.darkswap.wasm.log.JournalOptions;

/** Ours: the journal of the command log, which forces every batch. */
final class DarkSwapJournal implements DurableLog {

	private final Journal journal;

	DarkSwapJournal(Path directory) {
		this.journal = Journal.open(JournalOptions.of(directory));
		this.journal.start(1, (position, type, payload, context) -> {
		});
	}

	@Override
	public void append(byte[] payload) {
		this.journal.append(1, payload, null);
	}

	@Override
	public void close() {
		this.journal.close();
	}

}
