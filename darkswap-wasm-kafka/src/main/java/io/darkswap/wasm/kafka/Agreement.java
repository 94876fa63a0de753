package io.darkswap.wasm.kafka;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the digests of this node's books, and compares them with those of the others
 * on a thread of its own. Thread-safe.
 */
final class Agreement implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(KafkaCommandLog.class);

	private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

	private final Consumer<byte[], byte[]> consumer;

	private final Producer<byte[], byte[]> producer;

	private final TopicPartition partition;

	private final UUID topicId;

	private final UUID node;

	private final PublishedDigests published;

	private final java.util.function.Consumer<PublishedDigests.Difference> differs;

	private final Thread thread = new Thread(this::run, "darkswap-kafka-digests");

	private volatile boolean ending;

	/**
	 * Create an agreement, and begin to compare.
	 * @param partition the partition of the digests
	 * @param topicId the identifier of the topic of the commands
	 * @param node the identifier of this node
	 * @param differs receives how this node differs from others
	 */
	Agreement(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, TopicPartition partition,
			UUID topicId, UUID node, java.util.function.Consumer<PublishedDigests.Difference> differs) {
		this.consumer = consumer;
		this.producer = producer;
		this.partition = partition;
		this.topicId = topicId;
		this.node = node;
		this.published = new PublishedDigests(node);
		this.differs = differs;
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Compare and publish the digest of the books after the record of a position.
	 * @param engine the SHA-256 of the engine of the books, empty if it is unknown
	 */
	void publish(long position, long digest, String engine) {
		DigestFrame own = new DigestFrame(this.topicId, this.node, position, digest, engine);
		this.published.add(own).ifPresent(this.differs);
		this.producer.send(new ProducerRecord<>(this.partition.topic(), this.partition.partition(), null, own.encode()),
				(metadata, failure) -> {
					if (failure != null) {
						logger.warn("The digest after record {} was not published: {}", position, failure.getMessage());
					}
				});
	}

	private void run() {
		try (Consumer<byte[], byte[]> reading = this.consumer) {
			reading.assign(List.of(this.partition));
			reading.seekToBeginning(List.of(this.partition));
			while (!this.ending) {
				for (ConsumerRecord<byte[], byte[]> record : reading.poll(LONGEST_POLL)) {
					DigestFrame.decode(record.value()).ifPresent(this::compare);
				}
			}
		}
		catch (WakeupException ex) {
			// It is closed
		}
		catch (KafkaException ex) {
			logger.error("Digests of other nodes are not compared any more: {}", ex.getMessage(), ex);
		}
	}

	private void compare(DigestFrame frame) {
		// What this node published in former times may be of books that it has no more
		if (frame.topic().equals(this.topicId) && !frame.node().equals(this.node)) {
			this.published.add(frame).ifPresent(this.differs);
		}
	}

	/** Stop comparing. The producer is the caller's. */
	@Override
	public void close() {
		this.ending = true;
		this.consumer.wakeup();
		boolean interrupted = false;
		while (this.thread.isAlive()) {
			try {
				this.thread.join();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
