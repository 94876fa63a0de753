package io.darkswap.wasm.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the sender without brokers.
 */
class RecordSenderTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anErrorBehindTheSendLeavesTheOutcomeUnknown(boolean stack) {
		assertUnknown(stack ? new StackOverflowError() : new OutOfMemoryError());
	}

	@Test
	void anErrorBehindTheSendNeedsNoRoomForItsMessage() {
		assertUnknown(new StackOverflowError() {

			@Override
			public String toString() {
				throw new StackOverflowError();
			}

		});
	}

	@Test
	void aRecordIsForgottenOnceItIsApplied() {
		AtomicReference<RecordSender> applier = new AtomicReference<>();
		MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
				new ByteArraySerializer()) {

			@Override
			public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
				RecordSender sender = applier.get();
				PendingAppend waiting = sender.waiting(record.value(), 0);
				assertThat(waiting).isNotNull();
				sender.applied(record.value(), waiting, 7);
				assertThat(sender.waiting(record.value(), 0)).isNull();
				return super.send(record, callback);
			}

		};
		try (RecordSender sender = sender(producer)) {
			applier.set(sender);
			assertThat(sender.append(1, new byte[16], null)).isEqualTo(7);
		}
	}

	private static void assertUnknown(Error error) {
		MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
				new ByteArraySerializer()) {

			@Override
			public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
				super.send(record, callback);
				throw error;
			}

		};
		try (RecordSender sender = sender(producer)) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> sender.append(1, new byte[16], null))
				.matches((ex) -> ex.code() == ErrorCode.CALL_TIMED_OUT)
				.withMessageContaining("commands");
		}
		assertThat(producer.history()).hasSize(1);
	}

	private static RecordSender sender(MockProducer<byte[], byte[]> producer) {
		KafkaShard shard = new KafkaShard(KafkaLogOptions.of(Path.of("node"), "localhost:9092", "commands"), 0);
		return new RecordSender(producer, shard, UUID.randomUUID(), Duration.ofSeconds(1), (position) -> {
		});
	}

}
