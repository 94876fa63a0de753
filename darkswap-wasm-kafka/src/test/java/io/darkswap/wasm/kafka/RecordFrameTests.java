package io.darkswap.wasm.kafka;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

import io.darkswap.wasm.log.CommandLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordFrameTests {

	private final UUID topic = UUID.randomUUID();

	private final UUID sender = UUID.randomUUID();

	@Test
	void aFrameIsReadAsItWasWritten() {
		byte[] payload = { 1, 2, 3 };
		byte[] frame = new RecordFrame(this.topic, this.sender, 42, 17, 4, payload).encode();
		assertThat(RecordFrame.isFrame(frame)).isTrue();
		assertThat(RecordFrame.version(frame)).isEqualTo(RecordFrame.VERSION);
		assertThat(RecordFrame.topic(frame)).isEqualTo(this.topic);
		assertThat(RecordFrame.sender(frame)).isEqualTo(this.sender);
		assertThat(RecordFrame.number(frame)).isEqualTo(42);
		assertThat(RecordFrame.type(frame)).isEqualTo(17);
		assertThat(RecordFrame.partitions(frame)).isEqualTo(4);
		ByteBuffer read = RecordFrame.payload(frame, 1);
		assertThat(read).isEqualTo(ByteBuffer.wrap(payload)).matches(ByteBuffer::isReadOnly);
		assertThat(read.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
	}

	@Test
	void aFrameOfAFormerVersionWasSentToOnePartition() {
		byte[] frame = new RecordFrame(this.topic, this.sender, 1, 1, 0, new byte[0]).encode();
		assertThat(RecordFrame.partitions(frame)).isEqualTo(1);
	}

	@Test
	void itBeginsWithItsMagic() {
		byte[] frame = new RecordFrame(this.topic, this.sender, 1, 1, 1, new byte[0]).encode();
		assertThat(new String(frame, 0, 7, StandardCharsets.US_ASCII)).isEqualTo("DSWPKFK");
	}

	@Test
	void whatOthersWriteIsNoFrame() {
		assertThat(RecordFrame.isFrame(new byte[0])).isFalse();
		assertThat(RecordFrame.isFrame(new byte[RecordFrame.SIZE])).isFalse();
		byte[] frame = new RecordFrame(this.topic, this.sender, 1, 1, 1, new byte[0]).encode();
		assertThat(RecordFrame.isFrame(Arrays.copyOf(frame, RecordFrame.SIZE - 1))).isFalse();
	}

	@Test
	void aFrameOfAnotherVersionIsRecognised() {
		byte[] frame = new RecordFrame(this.topic, this.sender, 1, 1, 1, new byte[0]).encode();
		frame[7] = 9;
		assertThat(RecordFrame.isFrame(frame)).isTrue();
		assertThat(RecordFrame.version(frame)).isEqualTo(9);
	}

	@Test
	void theTimeOfTheTopicReplacesThatOfTheSender() {
		assertThat(timeAfter(1_000_000, 2_500)).isEqualTo(2_500_000);
	}

	@Test
	void aCommandWithoutATimeStaysWithoutOne() {
		assertThat(timeAfter(0, 2_500)).isZero();
	}

	@Test
	void aRecordWithoutATimeKeepsThatOfTheSender() {
		assertThat(timeAfter(1_000_000, -1)).isEqualTo(1_000_000);
	}

	private long timeAfter(long sent, long timestamp) {
		ByteBuffer payload = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
		payload.putLong(CommandLog.TIME_OFFSET, sent);
		byte[] frame = new RecordFrame(this.topic, this.sender, 1, 1, 1, payload.array()).encode();
		return RecordFrame.payload(frame, timestamp).getLong(CommandLog.TIME_OFFSET);
	}

}
