package io.darkswap.wasm.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the records of this process and keeps those whose callers wait. The producer
 * repeats a send under the same number within the call timeout, and the brokers append it
 * once. A record that it gives up may be in the topic or not: its caller waits to the end
 * of the call timeout, because the record may still be applied. Thread-safe.
 */
final class RecordSender implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(KafkaCommandLog.class);

	private final Producer<byte[], byte[]> producer;

	private final TopicPartition partition;

	private final int partitions;

	private final UUID topicId;

	private final Duration callTimeout;

	private final LongConsumer acknowledged;

	/** A process that is started again is another sender. */
	private final UUID id = UUID.randomUUID();

	private final AtomicLong numbers = new AtomicLong();

	/** Only the thread that applies records uses it. */
	private final ClockCheck clockCheck;

	private final Map<Long, PendingAppend> waiting = new ConcurrentHashMap<>();

	private volatile @Nullable DarkSwapException refusal;

	/**
	 * Create a sender.
	 * @param acknowledged receives the position of each record that the brokers have
	 */
	RecordSender(Producer<byte[], byte[]> producer, KafkaShard shard, UUID topicId, Duration callTimeout,
			LongConsumer acknowledged) {
		this.producer = producer;
		this.partition = shard.partition();
		this.partitions = shard.options().partitions();
		this.topicId = topicId;
		this.callTimeout = callTimeout;
		this.clockCheck = new ClockCheck(callTimeout);
		this.acknowledged = acknowledged;
	}

	/**
	 * Send a record and wait until it is applied.
	 * @return its position
	 * @throws DarkSwapException as {@link io.darkswap.wasm.log.CommandLog#append} does
	 */
	long append(int type, byte[] payload, @Nullable Object context) {
		long deadline = System.nanoTime() + this.callTimeout.toNanos();
		Long number = this.numbers.incrementAndGet();
		PendingAppend entry = new PendingAppend(context);
		byte[] value = new RecordFrame(this.topicId, this.id, number, type, this.partitions, payload).encode();
		// Behind the send there may be no room to create it
		DarkSwapException unanswered = KafkaFailures.unanswered(this.partition.topic());
		try {
			return append(number, entry, value, deadline);
		}
		catch (StackOverflowError | OutOfMemoryError ex) {
			// The producer may have sent it
			throw unanswered;
		}
	}

	private long append(Long number, PendingAppend entry, byte[] value, long deadline) {
		this.waiting.put(number, entry);
		try {
			// After the entry is known, so that a refusal of all that wait reaches it
			refuseIfEnded();
			send(value, entry);
			long position = entry.await(deadline);
			if (position < 0) {
				throw KafkaFailures.timedOut(this.partition.topic(), this.callTimeout, entry.unknown());
			}
			return position;
		}
		finally {
			this.waiting.remove(number);
		}
	}

	private void refuseIfEnded() {
		DarkSwapException ended = this.refusal;
		if (ended != null) {
			throw KafkaFailures.again(ended);
		}
	}

	private void send(byte[] value, PendingAppend entry) {
		// The producer refuses interrupted threads
		boolean interrupted = Thread.interrupted();
		try {
			this.producer.send(
					new ProducerRecord<>(this.partition.topic(), this.partition.partition(), null, null, value),
					(metadata, failure) -> answered(entry, value.length, metadata, failure));
		}
		catch (InterruptException ex) {
			interrupted = true;
			throw KafkaFailures.interrupted(ex);
		}
		catch (IllegalStateException ex) {
			// Closed meanwhile
			throw KafkaFailures.closed();
		}
		catch (KafkaException ex) {
			throw KafkaFailures.refused(this.partition.topic(), ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void answered(PendingAppend entry, int bytes, RecordMetadata metadata, @Nullable Exception failure) {
		if (failure == null) {
			this.acknowledged.accept(metadata.offset() + 1);
		}
		else if (failure instanceof RecordTooLargeException) {
			entry.refused(KafkaFailures.tooLarge(bytes, failure));
		}
		else if (failure instanceof AuthorizationException || failure instanceof AuthenticationException) {
			entry.refused(KafkaFailures.refused(this.partition.topic(), failure));
		}
		else {
			entry.unknown(failure);
		}
	}

	/**
	 * Return whose caller waits for a record, and check this node's clock by it.
	 * @param frame the value of the record
	 * @param timestamp the time of the record
	 * @return {@code null} if no caller waits for it any more
	 */
	@Nullable PendingAppend waiting(byte[] frame, long timestamp) {
		if (!this.id.equals(RecordFrame.sender(frame))) {
			return null;
		}
		this.clockCheck.compare(RecordFrame.time(frame), timestamp).ifPresent((warning) -> logger.warn("{}", warning));
		return this.waiting.get(RecordFrame.number(frame));
	}

	/**
	 * Answer the caller of a record and forget the record: its caller may have no room on
	 * its stack to do so.
	 * @param entry the record, as {@link #waiting} returned it for the frame
	 */
	void applied(byte[] frame, PendingAppend entry, long position) {
		entry.applied(position);
		this.waiting.remove(RecordFrame.number(frame));
	}

	/** Refuse all records from now on, also those that were sent. */
	void refuseAll(DarkSwapException reason) {
		this.refusal = reason;
		this.waiting.values().forEach((entry) -> entry.refused(reason));
	}

	/**
	 * Refuse new records, and wait for the answers of those that were sent, at most for
	 * the call timeout.
	 */
	@Override
	public void close() {
		if (this.refusal == null) {
			this.refusal = KafkaFailures.closed();
		}
		this.producer.close(this.callTimeout);
		long deadline = System.nanoTime() + this.callTimeout.toNanos();
		this.waiting.values().forEach((entry) -> entry.awaitAnswer(deadline));
	}

}
