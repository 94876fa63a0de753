package io.darkswap.wasm.warnings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How often a warning that repeats is logged. */
class WarningLimiterTests {

	/** Near the end of a long, where the clock of the JVM may begin. */
	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final WarningLimiter limiter = new WarningLimiter(this.nanos::get);

	private final List<Long> logged = new ArrayList<>();

	@Test
	void logsTheFirstWarningAtOnce() {
		warn(1);
		assertThat(this.logged).containsExactly(0L);
	}

	@Test
	void leavesOutTheWarningsOfOnePeriod() {
		warn(1000);
		pass(Duration.ofSeconds(59));
		warn(1000);
		assertThat(this.logged).containsExactly(0L);
	}

	@Test
	void countsTheWarningsThatWereLeftOut() {
		warn(1000);
		pass(Duration.ofMinutes(1));
		warn(10);
		pass(Duration.ofMinutes(1));
		warn(1);
		pass(Duration.ofMinutes(1));
		warn(1);
		assertThat(this.logged).containsExactly(0L, 999L, 9L, 0L);
	}

	private void warn(int times) {
		for (int i = 0; i < times; i++) {
			this.limiter.log(this.logged::add);
		}
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}
