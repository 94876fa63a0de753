package io.darkswap.wasm.kafka;

import java.nio.file.Path;
import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.LogListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KafkaLogOptions}.
 */
class KafkaLogOptionsTests {

	@Test
	void severalPartitionsAreNotOpenedAsOneLog(@TempDir Path directory) {
		KafkaLogOptions options = KafkaLogOptions.of(directory, "localhost:1", "desk").withPartitions(4);
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> options.open(LogListener.NONE, Duration.ofSeconds(1)))
			.withMessageStartingWith("The topic desk has 4 partitions")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		assertThat(directory).isEmptyDirectory();
	}

}
