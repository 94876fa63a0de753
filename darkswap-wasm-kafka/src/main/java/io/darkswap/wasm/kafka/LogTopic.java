package io.darkswap.wasm.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic that holds the log: creates and validates it, and returns the offsets of one
 * partition. Thread-safe.
 */
final class LogTopic {

	private static final Logger logger = LoggerFactory.getLogger(KafkaCommandLog.class);

	private static final String UNLIMITED = "-1";

	private static final long RETRY_NANOS = 20_000_000;

	private final Admin admin;

	private final KafkaShard shard;

	private final KafkaLogOptions options;

	private final Duration callTimeout;

	LogTopic(Admin admin, KafkaShard shard, Duration callTimeout) {
		this.admin = admin;
		this.shard = shard;
		this.options = shard.options();
		this.callTimeout = callTimeout;
	}

	String name() {
		return this.options.topic();
	}

	TopicPartition partition() {
		return this.shard.partition();
	}

	/**
	 * Validate the topic, and create it first if it is missing and that is configured.
	 * @return the identifier of the log in the partition
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if commands would
	 * be lost in it, {@link ErrorCode#LOG_FAILED} if it is missing or not reachable
	 */
	UUID prepare() {
		TopicDescription description = describeOrCreate();
		if (description.partitions().size() != this.options.partitions()) {
			throw KafkaFailures.partitions(name(), description.partitions().size(), this.options.partitions());
		}
		validateSettings(description.partitions().get(0).replicas().size());
		return this.shard.id(description.topicId());
	}

	/**
	 * Return the identifier that the log in the partition has now.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FAILED} if it is missing or not
	 * reachable
	 */
	UUID currentId() {
		try {
			return this.shard.id(describe(name()).topicId());
		}
		catch (ExecutionException ex) {
			throw failure(ex);
		}
	}

	/** Return whether the log in the partition is known to be another one by now. */
	boolean isReplaced(UUID id) {
		try {
			return !id.equals(currentId());
		}
		catch (DarkSwapException ex) {
			return false;
		}
	}

	private TopicDescription describeOrCreate() {
		long deadline = System.nanoTime() + this.callTimeout.toNanos();
		boolean created = false;
		while (true) {
			try {
				return describe(name());
			}
			catch (ExecutionException ex) {
				if (!isMissing(ex) || created && System.nanoTime() - deadline > 0) {
					throw failure(ex);
				}
				if (!this.options.createTopic()) {
					throw KafkaFailures.missingTopic(name());
				}
			}
			if (created) {
				// Not every broker knows a new topic at once
				LockSupport.parkNanos(RETRY_NANOS);
			}
			else {
				create();
				created = true;
			}
		}
	}

	private TopicDescription describe(String topic) throws ExecutionException {
		return Objects.requireNonNull(get(this.admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
	}

	private void create() {
		int replicas = this.options.replicationFactor();
		create(new NewTopic(name(), this.options.partitions(), (short) replicas).configs(settings(replicas)));
	}

	private void create(NewTopic topic) {
		try {
			get(this.admin.createTopics(List.of(topic)).all());
			logger.info("The topic {} was created with {} replica(s)", topic.name(), topic.replicationFactor());
		}
		catch (ExecutionException ex) {
			if (!(ex.getCause() instanceof TopicExistsException)) {
				throw KafkaFailures.notCreated(topic.name(), cause(ex));
			}
		}
	}

	/** Return the one partition of the topic of digests, which all shards share. */
	TopicPartition digestPartition() {
		return new TopicPartition(name() + ".digests", 0);
	}

	/**
	 * Create the topic of digests if it is missing and that is configured.
	 * @return whether it exists
	 */
	boolean prepareDigests() {
		String topic = digestPartition().topic();
		try {
			describe(topic);
			return true;
		}
		catch (ExecutionException ex) {
			if (isMissing(ex) && this.options.createTopic()) {
				create(new NewTopic(topic, 1, (short) this.options.replicationFactor()));
				return true;
			}
			logger.warn("The nodes do not compare digests of their books, because the topic {} cannot be used: {}",
					topic, cause(ex).getMessage());
			return false;
		}
	}

	/** Return the settings of a created topic: no acknowledged command is ever lost. */
	static Map<String, String> settings(int replicas) {
		return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
				TopicConfig.RETENTION_MS_CONFIG, UNLIMITED, TopicConfig.RETENTION_BYTES_CONFIG, UNLIMITED,
				TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false", TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
				String.valueOf(Math.min(replicas, 2)), TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
	}

	private void validateSettings(int replicas) {
		ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name());
		Config config;
		try {
			config = Objects.requireNonNull(get(this.admin.describeConfigs(List.of(resource)).all()).get(resource));
		}
		catch (ExecutionException ex) {
			logger.warn("The settings of the topic {} cannot be validated: {}", name(), cause(ex).getMessage());
			return;
		}
		if (value(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
			throw KafkaFailures.compacted(name());
		}
		if (this.shard.number() == 0) {
			dangers(config, replicas).forEach((danger) -> logger.warn("Topic {}: {}", name(), danger));
		}
	}

	/**
	 * Return a sentence for each setting with which acknowledged commands can be lost.
	 */
	static List<String> dangers(Config config, int replicas) {
		List<String> found = new ArrayList<>();
		for (String retention : List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)) {
			if (!value(config, retention).equals(UNLIMITED)) {
				found.add(
						"%s is %s, so old commands are deleted: a node without a newer snapshot cannot start. Set it to -1"
							.formatted(retention, value(config, retention)));
			}
		}
		if (value(config, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG).equals("true")) {
			found.add("unclean.leader.election.enable is true, so a broker that lacks commands can become the leader, "
					+ "and they are lost. Set it to false");
		}
		if (replicas > 1 && value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).equals("1")) {
			found.add("min.insync.replicas is 1, so a command is answered that one broker alone has, "
					+ "and is lost with it. Set it to 2");
		}
		if (!value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals("LogAppendTime")) {
			found.add("message.timestamp.type is CreateTime, so the clocks of the nodes decide when orders expire. "
					+ "Set it to LogAppendTime");
		}
		return found;
	}

	private static String value(Config config, String name) {
		ConfigEntry entry = config.get(name);
		return (entry != null && entry.value() != null) ? entry.value() : "";
	}

	/**
	 * Return the position of the oldest record that the topic can hold.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FAILED} if it is not reachable
	 */
	long firstPosition() {
		try {
			return offset(OffsetSpec.earliest()) + 1;
		}
		catch (ExecutionException ex) {
			throw failure(ex);
		}
	}

	/**
	 * Return the position of the newest durable record.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FAILED} if it is not reachable
	 */
	long newestPosition() {
		try {
			return offset(OffsetSpec.latest());
		}
		catch (ExecutionException ex) {
			throw failure(ex);
		}
	}

	private long offset(OffsetSpec spec) throws ExecutionException {
		TopicPartition partition = partition();
		return get(this.admin.listOffsets(Map.of(partition, spec)).partitionResult(partition)).offset();
	}

	/**
	 * Wait for an answer, which the admin client bounds. The thread stays interrupted.
	 */
	private static <T> T get(KafkaFuture<T> future) throws ExecutionException {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return future.get();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private DarkSwapException failure(ExecutionException ex) {
		return isMissing(ex) ? KafkaFailures.missingTopic(name()) : KafkaFailures.unreachable(name(), cause(ex));
	}

	private static boolean isMissing(ExecutionException ex) {
		return ex.getCause() instanceof UnknownTopicOrPartitionException;
	}

	private static Throwable cause(ExecutionException ex) {
		Throwable cause = ex.getCause();
		return (cause != null) ? cause : ex;
	}

}
