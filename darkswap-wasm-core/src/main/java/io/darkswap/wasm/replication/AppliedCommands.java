package io.darkswap.wasm.replication;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The newest identified commands of a log, with their outcomes, so that a command that
 * was appended twice is applied once. It is part of the state, so that every reader of
 * the log recognises the same repetitions. Not thread-safe.
 */
final class AppliedCommands {

	/**
	 * The number of commands that are kept: more than all senders append while one of
	 * them waits for an answer.
	 */
	static final int SIZE = 65_536;

	/** Oldest first. */
	private final Map<UUID, Answer> answers = new LinkedHashMap<>();

	/** Keep a command, and evict the oldest one if there are too many. */
	void add(UUID id, Answer answer) {
		this.answers.put(id, answer);
		if (this.answers.size() > SIZE) {
			Iterator<UUID> oldest = this.answers.keySet().iterator();
			oldest.next();
			oldest.remove();
		}
	}

	/** Return the answer to a command, {@code null} if it is not known. */
	@Nullable Answer find(UUID id) {
		return this.answers.get(id);
	}

	/** Return the commands, oldest first. */
	Map<UUID, Answer> all() {
		return this.answers;
	}

	/**
	 * The outcome of a command.
	 *
	 * @param time the time at which it was applied, microseconds since the epoch
	 * @param trades the number of its trades
	 * @param refusal the code of its refusal, {@code null} if it was not refused
	 */
	record Answer(long time, int trades, @Nullable ErrorCode refusal) {

		static Answer of(@Nullable Object result, long time) {
			return new Answer(time, (result instanceof List<?> list) ? list.size() : 1, null);
		}

		static Answer of(DarkSwapException refusal, long time) {
			return new Answer(time, 0, refusal.code());
		}

	}

}
