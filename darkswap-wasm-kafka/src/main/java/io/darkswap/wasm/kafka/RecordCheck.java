package io.darkswap.wasm.kafka;

import java.util.UUID;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Checks which records of a topic are commands of a log. Thread-safe.
 *
 * @param options the options of this node
 * @param topic the topic
 * @param topicId the id of the topic that the log was opened with
 * @param damage receives the records that are ignored
 */
record RecordCheck(KafkaLogOptions options, LogTopic topic, UUID topicId, DamageReports damage) {

	/**
	 * Return whether a record is a command of this log. One that is not is passed over by
	 * every node.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_MISMATCH} if this node must
	 * stop
	 */
	boolean isCommand(byte @Nullable [] frame, long position) {
		if (frame == null || !RecordFrame.isFrame(frame)) {
			this.damage
				.add("Record %d of the topic %s is not a command and is ignored: something else writes to the topic"
					.formatted(position, this.options.topic()));
			return false;
		}
		if (RecordFrame.version(frame) != RecordFrame.VERSION) {
			throw KafkaFailures.newerVersion(this.options.topic(), position, RecordFrame.version(frame));
		}
		if (!this.topicId.equals(RecordFrame.topic(frame))) {
			if (!this.topicId.equals(this.topic.currentId())) {
				throw KafkaFailures.replacedTopic(this.options.topic(), position);
			}
			this.damage.add("Record %d was sent to a former topic %s, and is ignored".formatted(position,
					this.options.topic()));
			return false;
		}
		if (RecordFrame.partitions(frame) != this.options.partitions()) {
			throw KafkaFailures.otherPartitions(this.options.topic(), position, RecordFrame.partitions(frame),
					this.options.partitions());
		}
		return true;
	}

}
