package io.darkswap.wasm;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.log.JournalOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The time of a log, which its commands bring: expiries, and clocks that are wrong. */
@ParameterizedClass
@EnumSource(value = ClientKind.class, names = { "PLAIN", "SHARED_MEMORY" })
@Timeout(120)
class LogTimeTests extends LoggedClientContract {

	@Test
	void anExpiryIsARecordAndAnIdleLogDoesNotGrow() throws Exception {
		this.client.close();
		this.client = build(this.wallet, JournalOptions.of(this.directory), Duration.ofMillis(1));
		this.client.initialize();
		CompletableFuture<DarkSwapEvent> expired = new CompletableFuture<>();
		this.client.on(DarkSwapEvent.OrderExpired.class, expired::complete);
		Order order = sell("1", "100");
		long position = position();
		this.clock.advance(HOUR);
		expired.get(60, TimeUnit.SECONDS);
		restart();
		assertThat(position()).isEqualTo(position + 1);
		assertThat(this.client.getOrder(order.id()).status()).isEqualTo(OrderStatus.EXPIRED);
	}

	@Test
	void aReadingThatWasADayAheadDoesNotShortenLaterOrders() {
		this.clock.advance(Duration.ofDays(1));
		sell("1", "100");
		this.clock.advance(Duration.ofDays(-1));
		Order order = sell("1", "101");
		assertThat(Duration.between(order.timestamp(), order.expiry())).isEqualTo(HOUR);
		assertThat(this.client.getOrder(order.id())).isEqualTo(order);
		restart();
		assertThat(this.client.getOrder(order.id())).isEqualTo(order);
	}

	@Test
	void aClockThatIsYearsAheadIsRefusedAndDoesNotStopTheTimeOfTheLog() {
		Order order = sell("1", "100");
		long position = position();
		this.clock.advance(Duration.ofDays(3654));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> sell("1", "101"))
			.withMessageContainingAll("clock", "never runs back")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		this.clock.advance(Duration.ofDays(105_000_000));
		assertRefused(ErrorCode.INVALID_ARGUMENT, () -> this.client.cancelOrder(order.id()));
		assertThat(position()).isEqualTo(position);
		this.clock.advance(Duration.ofDays(-105_003_654));
		assertThat(sell("1", "102").timestamp()).isEqualTo(this.clock.instant());
	}

	@Test
	void theFirstCommandOfALogIsRefusedWhileTheClockIsDecadesAhead() {
		this.clock.advance(Duration.ofDays(36_500));
		assertRefused(ErrorCode.INVALID_ARGUMENT, () -> sell("1", "100"));
		this.clock.advance(Duration.ofDays(-36_500));
		sell("1", "100");
	}

}
