package io.darkswap.wasm.kafka;

import java.nio.file.Path;
import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions of this package.
 */
final class KafkaFailures {

	private static final String TOPIC = "topic";

	private static final String PARTITIONS = "partitions";

	private KafkaFailures() {
	}

	static DarkSwapException unreachable(String topic, @Nullable Throwable cause) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"The brokers of the topic %s do not answer (%s): check their addresses, the network and the access"
					.formatted(topic, reason(cause)),
				cause);
	}

	static DarkSwapException missingTopic(String topic) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"The topic %s does not exist: create it, or set the option create-topic".formatted(topic), null,
				"create-topic");
	}

	static DarkSwapException notCreated(String topic, Throwable cause) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"The topic %s cannot be created: %s. Create it, or lower the option replication-factor to the number of brokers"
					.formatted(topic, cause.getMessage()),
				cause, "replication-factor");
	}

	static DarkSwapException partitions(String topic, int partitions, int configured) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
				"The topic %s has %d partitions, but the option partitions is %d: the number decides the shard of each pair, and never changes. Set the option partitions to the number that the topic was created with, or use another topic"
					.formatted(topic, partitions, configured),
				null, PARTITIONS);
	}

	static DarkSwapException otherPartitions(String topic, long position, int before, int configured) {
		return new DarkSwapException(ErrorCode.LOG_MISMATCH,
				"Record %d of the topic %s was sent when it had %d partitions, but the option partitions is %d: partitions were added, so pairs would change their shards. This node has stopped; use another topic"
					.formatted(position, topic, before, configured),
				null, PARTITIONS);
	}

	static DarkSwapException compacted(String topic) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
				"The topic %s is compacted, which deletes commands: set its cleanup.policy to delete".formatted(topic),
				null, TOPIC);
	}

	static DarkSwapException anotherTopic(Path directory, String topic, String before, String now) {
		return new DarkSwapException(ErrorCode.LOG_MISMATCH,
				"The directory %s belongs to the topic with the id %s, but the topic %s has the id %s: it was deleted and created again, or the brokers or the number of partitions are others. To begin with the new topic, use an empty directory"
					.formatted(directory, before, topic, now),
				null, TOPIC);
	}

	static DarkSwapException replacedTopic(String topic, long position) {
		return new DarkSwapException(ErrorCode.LOG_MISMATCH,
				"The topic %s was deleted and created again: record %d belongs to another one. This node has stopped: use an empty directory to begin with the new topic"
					.formatted(topic, position),
				null, TOPIC);
	}

	static DarkSwapException newerVersion(String topic, long position, int version) {
		return new DarkSwapException(ErrorCode.LOG_MISMATCH,
				"Record %d of the topic %s has the layout %d, which this version does not know: start the version of the other nodes"
					.formatted(position, topic, version));
	}

	static DarkSwapException gap(String topic, long expected, long found) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"The topic %s lacks the records from %d to %d: they were deleted or compacted, or a transaction wrote to it. This node has stopped; copy a snapshot of another node into its empty directory"
					.formatted(topic, expected, found - 1));
	}

	static DarkSwapException begunLater(String topic, long expected, long first) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"The topic %s begins with record %d, but this node needs those from %d on: copy the newest snapshot of another node into its directory"
					.formatted(topic, first, expected));
	}

	static DarkSwapException endsBefore(String topic, long end, long applied) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"The topic %s ends with record %d, but this node has applied those up to %d: the brokers have lost acknowledged records. Stop all nodes, and decide which directory to continue from"
					.formatted(topic, end, applied));
	}

	static DarkSwapException truncated(String topic, long applied, Throwable cause) {
		return new DarkSwapException(ErrorCode.LOG_DAMAGED,
				"The topic %s does not continue record %d, which this node has applied: the brokers have lost or deleted records (%s). This node has stopped"
					.formatted(topic, applied, reason(cause)),
				cause);
	}

	static DarkSwapException minority(PublishedDigests.Difference difference) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"%s. This node has stopped, because most nodes have other books: compare its version with theirs, and start it with an empty directory and a snapshot of another node"
					.formatted(difference));
	}

	static DarkSwapException stopped(String topic, Throwable cause) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"The log on the topic %s stopped: %s. Restart when the cause is removed".formatted(topic, cause),
				cause);
	}

	static DarkSwapException refused(String topic, Throwable cause) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"The topic %s does not accept commands: %s. Nothing was changed".formatted(topic, reason(cause)),
				cause);
	}

	static DarkSwapException tooLarge(int bytes, Throwable cause) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
				"A command of %d bytes is larger than a record of the topic may be: send fewer orders at once, or raise the topic's max.message.bytes and the producer's max.request.size. Nothing was changed"
					.formatted(bytes),
				cause);
	}

	static DarkSwapException timedOut(String topic, Duration limit, @Nullable Throwable cause) {
		return new DarkSwapException(ErrorCode.CALL_TIMED_OUT,
				"The topic %s did not answer within %s (%s)".formatted(topic, limit, reason(cause)), cause,
				"call-timeout");
	}

	/** Created for each append, so its message is not formatted. */
	static DarkSwapException unanswered(String topic) {
		return new DarkSwapException(ErrorCode.CALL_TIMED_OUT,
				"The caller had no memory or stack left to wait for the topic " + topic
						+ ": whether the command is applied is unknown. Give the caller's thread a larger stack, or the process more memory");
	}

	static DarkSwapException interrupted(Throwable cause) {
		return new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
				"The calling thread was interrupted before the command was sent: nothing changed", cause);
	}

	static DarkSwapException closed() {
		return new DarkSwapException(ErrorCode.NOT_INITIALIZED,
				"The log is closed or was not started: nothing was appended");
	}

	/** Each caller throws an exception of its own, with the common one as its cause. */
	static DarkSwapException again(DarkSwapException failure) {
		return new DarkSwapException(failure.code(), String.valueOf(failure.getMessage()), failure,
				failure.option().orElse(null));
	}

	private static String reason(@Nullable Throwable cause) {
		return (cause != null) ? String.valueOf(cause.getMessage()) : "no answer";
	}

}
