package io.darkswap.wasm.loader.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The time that fetching a module may take. */
@Timeout(60)
class FetchDeadlineTests {

	private final AtomicBoolean closed = new AtomicBoolean();

	private final InputStream body = new ByteArrayInputStream(new byte[1]) {

		@Override
		public void close() {
			FetchDeadlineTests.this.closed.set(true);
		}

	};

	@Test
	void aStreamOpenedInTimeIsRead() throws IOException {
		try (FetchDeadline deadline = new FetchDeadline(Duration.ofMinutes(1))) {
			assertThat(deadline.watch(this.body)).isSameAs(this.body);
		}
		assertThat(this.closed).isFalse();
	}

	@Test
	void aStreamOpenedTooLateIsClosedAndNotRead() {
		try (FetchDeadline deadline = new FetchDeadline(Duration.ofMillis(1))) {
			while (!deadline.isExpired()) {
				Thread.onSpinWait();
			}
			assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> deadline.watch(this.body));
		}
		assertThat(this.closed).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

}
