package io.darkswap.wasm.kafka;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads the partition without a gap. Used by one thread at a time, except for
 * {@link #wake}.
 */
final class RecordReader implements AutoCloseable {

	private final Consumer<byte[], byte[]> consumer;

	private final TopicPartition partition;

	/** The position of the newest record that was read. */
	private long read;

	RecordReader(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
		this.consumer = consumer;
		this.partition = partition;
		consumer.assign(List.of(partition));
	}

	/** Continue behind the record of a position. */
	void seekBehind(long position) {
		this.read = position;
		this.consumer.seek(this.partition, position);
	}

	/**
	 * Read the next records, and wait for the first.
	 * @return the records; none if the time ended, or another thread wakes this one
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if records are missing
	 */
	List<ConsumerRecord<byte[], byte[]>> read(Duration longest) {
		ConsumerRecords<byte[], byte[]> polled;
		try {
			polled = this.consumer.poll(longest);
		}
		catch (WakeupException ex) {
			return List.of();
		}
		catch (InvalidOffsetException ex) {
			throw KafkaFailures.truncated(this.partition.topic(), this.read, ex);
		}
		List<ConsumerRecord<byte[], byte[]>> records = polled.records(this.partition);
		for (ConsumerRecord<byte[], byte[]> record : records) {
			long position = record.offset() + 1;
			if (position != this.read + 1) {
				throw KafkaFailures.gap(this.partition.topic(), this.read + 1, position);
			}
			this.read = position;
		}
		return records;
	}

	/**
	 * Validate that the next record follows the one that was read last: a consumer passes
	 * over the marks of transactions.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if it does not
	 */
	void requireNoGap() {
		long next = this.consumer.position(this.partition);
		if (next != this.read) {
			throw KafkaFailures.gap(this.partition.topic(), this.read + 1, next + 1);
		}
	}

	/**
	 * Return the position of the newest durable record, as the broker reported it with
	 * the records; empty if it is not known now.
	 */
	OptionalLong newestPosition() {
		try {
			OptionalLong lag = this.consumer.currentLag(this.partition);
			return lag.isPresent() ? OptionalLong.of(this.read + lag.getAsLong()) : lag;
		}
		catch (WakeupException | TimeoutException ex) {
			return OptionalLong.empty();
		}
	}

	/** End the wait of the thread that reads, now or when it next waits. */
	void wake() {
		this.consumer.wakeup();
	}

	@Override
	public void close() {
		this.consumer.close(CloseOptions.timeout(Duration.ZERO));
	}

}
