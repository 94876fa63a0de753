package io.darkswap.wasm.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogStorage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * One partition of the topic, which holds the log of a shard.
 *
 * @param options the settings of the whole log
 * @param number the number of the partition
 */
record KafkaShard(KafkaLogOptions options, int number) implements LogStorage {

	@Override
	public String type() {
		return this.options.type();
	}

	/** Return the directory of the only shard, or one below it. */
	@Override
	public Path directory() {
		Path directory = this.options.directory();
		return (this.options.partitions() == 1) ? directory : directory.resolve("shard-" + this.number);
	}

	@Override
	public CommandLog open(LogListener listener, Duration callTimeout) {
		return KafkaCommandLog.open(this, listener, callTimeout);
	}

	TopicPartition partition() {
		return new TopicPartition(this.options.topic(), this.number);
	}

	/**
	 * Return the identifier of this log, which its records, snapshots and digests have:
	 * that of the topic, plus the number of the partition.
	 */
	UUID id(Uuid topic) {
		return new UUID(topic.getMostSignificantBits(), topic.getLeastSignificantBits() + this.number);
	}

	/** Return what the directory keeps of this log. */
	String described(UUID id) {
		return (this.options.partitions() == 1) ? id.toString()
				: "%s of %d partitions".formatted(id, this.options.partitions());
	}

	/** Return the name of a client or thread of this shard. */
	String named(String name) {
		return (this.options.partitions() == 1) ? name : name + "-" + this.number;
	}

}
