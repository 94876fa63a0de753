package io.darkswap.wasm.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DigestFrameTests {

	private final DigestFrame frame = new DigestFrame(UUID.randomUUID(), UUID.randomUUID(), 42, -7,
			"0123456789abcdef".repeat(4));

	@Test
	void aFrameIsReadAsItWasWritten() {
		assertThat(this.frame.encode()).hasSize(88).startsWith("DSWPDIG2".getBytes(StandardCharsets.US_ASCII));
		assertThat(DigestFrame.decode(this.frame.encode())).contains(this.frame);
	}

	@Test
	void aFrameOfAFormerVersionNamesNoEngine() {
		byte[] former = Arrays.copyOf(this.frame.encode(), 56);
		former[7] = '1';
		assertThat(DigestFrame.decode(former)).contains(
				new DigestFrame(this.frame.topic(), this.frame.node(), this.frame.position(), this.frame.digest(), ""));
	}

	@Test
	void whatOthersWriteIsNoFrame() {
		byte[] bytes = this.frame.encode();
		assertThat(DigestFrame.decode(null)).isEmpty();
		assertThat(DigestFrame.decode(new byte[0])).isEmpty();
		assertThat(DigestFrame.decode(Arrays.copyOf(bytes, 56))).isEmpty();
		assertThat(DigestFrame.decode(Arrays.copyOf(bytes, 89))).isEmpty();
		bytes[7] = '1';
		assertThat(DigestFrame.decode(bytes)).isEmpty();
	}

}
