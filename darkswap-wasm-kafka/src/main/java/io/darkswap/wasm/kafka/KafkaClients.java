package io.darkswap.wasm.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates the clients of Kafka with the properties that the log depends on.
 *
 * @param shard the settings of the log
 * @param callTimeout the longest wait for an answer of the brokers
 */
record KafkaClients(KafkaShard shard, Duration callTimeout) {

	/** The records of one poll: enough for a fast replay. */
	private static final int POLLED_RECORDS = 5000;

	/** The records of all callers that wait for the answer of one request. */
	private static final int BATCH_BYTES = 128 * 1024;

	private static final String CLIENT_ID = "darkswap-%s-%s";

	Admin admin() {
		Map<String, Object> properties = common("admin");
		properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout());
		properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeout());
		// With the other strategy, the client logs hundreds of lines a second while no
		// broker answers (4.2.2).
		properties.putIfAbsent(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
		return Admin.create(properties);
	}

	/** Return a consumer without a group: the node itself keeps its position. */
	Consumer<byte[], byte[]> consumer(String role) {
		Map<String, Object> properties = common(role);
		properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
		properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
		properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
		properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
		properties.put(ConsumerConfig.CHECK_CRCS_CONFIG, true);
		properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
		properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLLED_RECORDS);
		properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout());
		return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
	}

	/**
	 * Return a producer that repeats a send within the call timeout, and appends it once.
	 */
	Producer<byte[], byte[]> producer() {
		Map<String, Object> properties = common("producer");
		properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
		properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
		properties.put(ProducerConfig.ACKS_CONFIG, "all");
		properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
		// The records that arrive during a request are the next one: many small requests
		// would take more of the processor than the engine does.
		properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
		properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
		properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
		// The other compressions need native libraries.
		properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
		properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout());
		properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout());
		// A broker that does not answer leaves time for another one.
		properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, timeout() / 2));
		return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
	}

	private int timeout() {
		return Math.max(1, Math.toIntExact(this.callTimeout.toMillis()));
	}

	private Map<String, Object> common(String role) {
		Map<String, Object> properties = new HashMap<>(this.shard.options().properties());
		properties.put(CommonClientConfigs.CLIENT_ID_CONFIG,
				CLIENT_ID.formatted(this.shard.options().topic(), this.shard.named(role)));
		return properties;
	}

}
