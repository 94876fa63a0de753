package io.darkswap.wasm.kafka;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClockCheckTests {

	private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

	private final ClockCheck check = new ClockCheck(Duration.ofSeconds(30));

	@Test
	void aClockThatIsBehindIsReportedOnce() {
		assertThat(compare(TIME.minus(Duration.ofHours(3)), TIME)).isEqualTo(
				"The clock of this node is PT3H behind that of the brokers, so the orders that it creates expire as much too early: synchronise the clock");
		assertThat(compare(TIME.minus(Duration.ofHours(3)), TIME)).isEmpty();
	}

	@Test
	void aClockThatIsAheadIsReported() {
		assertThat(compare(TIME.plusSeconds(91), TIME)).contains("is PT1M31S ahead of", "too late");
	}

	@Test
	void aRecordMayWaitUntilItIsAppended() {
		assertThat(compare(TIME.minusSeconds(90), TIME)).isEmpty();
		assertThat(compare(TIME.plusSeconds(90), TIME)).isEmpty();
		assertThat(compare(TIME.minusSeconds(91), TIME)).contains("PT1M31S behind");
	}

	@Test
	void aRecordWithoutATimeSaysNothing() {
		assertThat(this.check.compare(0, TIME.toEpochMilli())).isEmpty();
		assertThat(this.check.compare(1, -1)).isEmpty();
	}

	private String compare(Instant created, Instant appended) {
		return this.check.compare(created.toEpochMilli() * 1000, appended.toEpochMilli()).orElse("");
	}

}
