package io.darkswap.wasm.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogStorage;
import io.darkswap.wasm.log.ReadConsistency;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The settings of a command log on a topic of Kafka. Every node of a cluster has the same
 * topic, and a directory of its own:
 *
 * <pre>{@code
 * LogStorage storage = KafkaLogOptions.of(directory, "broker1:9092,broker2:9092", "desk");
 * SharedMemoryDarkSwapClient.builder().log(LogOptions.of(storage)).build();
 * }</pre>
 *
 * Each partition of the topic is a shard: a log and an engine of its own, which has its
 * snapshots in a directory below this one if there are several. A command waits for its
 * answer for the client's call timeout. Immutable.
 *
 * @param directory the directory of this node, which holds its snapshots; one process at
 * a time uses it
 * @param topic the name of the topic
 * @param partitions the number of partitions of the topic, 1 to 4096, which never changes
 * @param createTopic whether the topic is created if it is missing
 * @param replicationFactor the number of brokers that hold a created topic; at least two
 * of them must have a command, unless it is 1
 * @param read what reads promise about the commands of other nodes
 * @param digestInterval the number of records after which the nodes compare digests of
 * their books; 0 for never
 * @param properties the properties of Kafka's clients that name the brokers and the
 * access to them; those that the log depends on are replaced
 */
public record KafkaLogOptions(Path directory, String topic, int partitions, boolean createTopic, int replicationFactor,
		ReadConsistency read, long digestInterval, Map<String, Object> properties) implements LogStorage {

	/** The default number of records after which the nodes compare digests. */
	public static final long DEFAULT_DIGEST_INTERVAL = 100_000;

	/** The ids of trades have room for the numbers of this many shards. */
	private static final int MOST_PARTITIONS = 4096;

	/** The default number of brokers that hold a created topic. */
	public static final int DEFAULT_REPLICATION_FACTOR = 3;

	/**
	 * Validate the settings.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the topic has
	 * no name, a number is not in its range or the interval is negative
	 */
	public KafkaLogOptions {
		if (topic.isBlank()) {
			throw DarkSwapException.invalidOption("topic", "empty", "the name of the topic");
		}
		if (partitions < 1 || partitions > MOST_PARTITIONS) {
			throw DarkSwapException.invalidOption("partitions", partitions,
					"the number of partitions of the topic, 1 to " + MOST_PARTITIONS);
		}
		if (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
			throw DarkSwapException.invalidOption("replication-factor", replicationFactor,
					"the number of brokers that hold the topic, 1 or more");
		}
		if (digestInterval < 0) {
			throw DarkSwapException.invalidOption("digest-interval", digestInterval,
					"a number of records, or 0 to compare none");
		}
		properties = Map.copyOf(properties);
	}

	/**
	 * Create the default settings: the topic exists with one partition, reads are local.
	 * @param directory the directory of this node
	 * @param brokers some of the cluster's brokers, as {@code host:port,host:port}
	 * @param topic the name of the topic
	 * @return the settings
	 */
	public static KafkaLogOptions of(Path directory, String brokers, String topic) {
		return new KafkaLogOptions(directory, topic, 1, false, DEFAULT_REPLICATION_FACTOR, ReadConsistency.LOCAL,
				DEFAULT_DIGEST_INTERVAL, Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers));
	}

	/**
	 * Return these settings with a topic that is created if it is missing.
	 * @param newReplicationFactor the number of brokers that hold it
	 * @return the settings
	 */
	public KafkaLogOptions withCreatedTopic(int newReplicationFactor) {
		return new KafkaLogOptions(this.directory, this.topic, this.partitions, true, newReplicationFactor, this.read,
				this.digestInterval, this.properties);
	}

	/**
	 * Return these settings with another number of partitions.
	 * @param newPartitions the number of partitions of the topic, 1 to 4096
	 * @return the settings
	 */
	public KafkaLogOptions withPartitions(int newPartitions) {
		return new KafkaLogOptions(this.directory, this.topic, newPartitions, this.createTopic, this.replicationFactor,
				this.read, this.digestInterval, this.properties);
	}

	/**
	 * Return these settings with another promise to readers.
	 * @param newRead what reads promise
	 * @return the settings
	 */
	public KafkaLogOptions withRead(ReadConsistency newRead) {
		return new KafkaLogOptions(this.directory, this.topic, this.partitions, this.createTopic,
				this.replicationFactor, newRead, this.digestInterval, this.properties);
	}

	/**
	 * Return these settings with another interval of digests.
	 * @param newDigestInterval the number of records after which the nodes compare
	 * digests of their books; 0 for never
	 * @return the settings
	 */
	public KafkaLogOptions withDigestInterval(long newDigestInterval) {
		return new KafkaLogOptions(this.directory, this.topic, this.partitions, this.createTopic,
				this.replicationFactor, this.read, newDigestInterval, this.properties);
	}

	@Override
	public String type() {
		return "kafka";
	}

	@Override
	public int shards() {
		return this.partitions;
	}

	@Override
	public LogStorage shard(int number) {
		return new KafkaShard(this, number);
	}

	/**
	 * Open the log of the only partition.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if there are
	 * several, each of which {@link #shard} opens
	 */
	@Override
	public CommandLog open(LogListener listener, Duration callTimeout) {
		if (this.partitions != 1) {
			throw DarkSwapException.invalidArgument(
					"The topic %s has %s partitions, each of which is a log: open shard(number) of each", this.topic,
					this.partitions);
		}
		return shard(0).open(listener, callTimeout);
	}

	/** The properties may hold passwords, so they are not shown. */
	@Override
	public String toString() {
		return "KafkaLogOptions[topic=%s, partitions=%d, directory=%s, read=%s]".formatted(this.topic, this.partitions,
				this.directory, this.read);
	}

}
