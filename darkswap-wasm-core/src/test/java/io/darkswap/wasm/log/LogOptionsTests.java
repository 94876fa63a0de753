package io.darkswap.wasm.log;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogOptions}.
 */
class LogOptionsTests {

	@Test
	void aShardHasAllOptionsOfItsLog() {
		LogOptions options = LogOptions.of(Path.of("log"))
			.withSnapshotInterval(Duration.ofSeconds(7))
			.withSkip(3)
			.withListener(new LogListener() {
			})
			.withFormerEngine("file:/before.wasm");
		assertThat(options.shard(0)).usingRecursiveComparison().isEqualTo(options);
		assertThat(options.shard(0).listener()).isSameAs(options.listener());
	}

}
