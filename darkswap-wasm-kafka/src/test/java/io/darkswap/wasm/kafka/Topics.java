package io.darkswap.wasm.kafka;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Changes topics behind the back of the log.
 *
 * @param brokers the addresses of the brokers
 */
record Topics(String brokers) {

	void create(String topic, int partitions, Map<String, String> settings) throws Exception {
		try (Admin admin = admin()) {
			admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings))).all().get();
		}
	}

	/** Add partitions to a topic. */
	void enlarge(String topic, int partitions) throws Exception {
		try (Admin admin = admin()) {
			admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
		}
	}

	void delete(String topic) throws Exception {
		try (Admin admin = admin()) {
			admin.deleteTopics(List.of(topic)).all().get();
		}
	}

	/** Delete the records before an offset, as retention does. */
	void deleteBefore(String topic, long offset) throws Exception {
		try (Admin admin = admin()) {
			admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset))).all().get();
		}
	}

	/** Return the number of records of a topic. */
	long size(String topic) throws Exception {
		TopicPartition partition = new TopicPartition(topic, 0);
		try (Admin admin = admin()) {
			return admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition).get().offset();
		}
	}

	/** Write a value as another application would. */
	void write(String topic, byte[] value) throws Exception {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, this.brokers), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
		}
	}

	/** Write a value in a transaction, whose end takes an offset of its own. */
	void writeInTransaction(String topic, byte[] value) {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, this.brokers, "transactional.id", topic),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			producer.initTransactions();
			producer.beginTransaction();
			producer.send(new ProducerRecord<>(topic, 0, null, value));
			producer.commitTransaction();
		}
	}

	private Admin admin() {
		return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, this.brokers));
	}

}
