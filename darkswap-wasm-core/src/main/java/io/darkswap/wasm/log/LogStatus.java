package io.darkswap.wasm.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a client's command log at one moment. If the log has several shards, the
 * positions are the sums of theirs. Immutable.
 *
 * @param type the kind of log, such as {@code journal}
 * @param position the position of the newest record, 0 if there is none
 * @param durable the position of the newest durable record
 * @param applied the position of the newest record that the books contain
 * @param snapshot the position of the newest snapshot, 0 if there is none
 * @param snapshotAt the time of the newest snapshot
 * @param damage what was found damaged and did not stop the log, a sentence each
 * @param failure the reason for which the log or a shard of it refuses every command
 */
public record LogStatus(String type, long position, long durable, long applied, long snapshot,
		Optional<Instant> snapshotAt, List<String> damage, Optional<String> failure) {

	/** Copies the list. */
	public LogStatus {
		damage = List.copyOf(damage);
	}

}
