package io.darkswap.wasm;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client shows of its log and its replay. */
@ParameterizedClass
@EnumSource(value = ClientKind.class, names = { "PLAIN", "SHARED_MEMORY" })
@Timeout(120)
class LogStatusTests extends LoggedClientContract {

	@Test
	void theStatusShowsThePositions() {
		LogStatus before = this.client.getLogStatus().orElseThrow();
		sell("1", "100");
		LogStatus after = this.client.getLogStatus().orElseThrow();
		assertThat(after.type()).isEqualTo("journal");
		assertThat(after.applied()).isEqualTo(before.applied() + 1)
			.isEqualTo(after.durable())
			.isEqualTo(after.position());
		assertThat(after.damage()).isEmpty();
		assertThat(after.failure()).isEmpty();
	}

	@Test
	void theStatusShowsTheProgressOfTheReplay(@TempDir Path crashed) throws IOException {
		this.client.createOrders(IntStream.range(0, 100)
			.mapToObj((number) -> NewOrder.sell(PAIR).amount("100").price("1").maker("maker").expiresIn(HOUR))
			.toList());
		for (int i = 0; i < 2500; i++) {
			this.client.takeBest(PAIR, OrderSide.BUY, new BigDecimal("0.01"), BigDecimal.ONE);
		}
		long newest = position();
		this.client.snapshot();
		for (int i = 0; i < 2500; i++) {
			this.client.takeBest(PAIR, OrderSide.BUY, new BigDecimal("0.01"), BigDecimal.ONE);
		}
		List<LogStatus> shown = new CopyOnWriteArrayList<>();
		AtomicReference<DarkSwapClient> replaying = new AtomicReference<>();
		TestLogs.copy(this.directory, crashed);
		replaying.set(builder().config(config(this.wallet))
			.log(LogOptions.of(new JournalOptions(crashed, SEGMENT, Long.MAX_VALUE, FlushMode.OS))
				.withListener(new LogListener() {
					@Override
					public void replayed(long position, long newestRecord) {
						shown.add(replaying.get().getLogStatus().orElseThrow());
					}
				}))
			.build());
		this.clients.add(replaying.get());
		assertThat(replaying.get().getLogStatus()).isEmpty();
		replaying.get().initialize();
		assertThat(shown).hasSizeGreaterThan(2)
			.allSatisfy((status) -> assertThat(status.snapshot()).isEqualTo(newest))
			.allSatisfy((status) -> assertThat(status.durable()).isEqualTo(position()))
			.extracting(LogStatus::applied)
			.isSorted()
			.startsWith(newest);
	}

	@Test
	void anInterruptionDuringAReplayReachesItsThread(@TempDir Path crashed) throws IOException {
		this.client.snapshot();
		for (int i = 0; i < 2500; i++) {
			this.client.cancelOrder(sell("1", "100").id());
		}
		TestLogs.copy(this.directory, crashed);
		DarkSwapClient replaying = builder().config(config(this.wallet))
			.log(LogOptions.of(new JournalOptions(crashed, SEGMENT, Long.MAX_VALUE, FlushMode.OS))
				.withListener(new LogListener() {
					@Override
					public void replayed(long position, long newest) {
						if (position == 1024) {
							Thread.currentThread().interrupt();
						}
					}
				}))
			.build();
		this.clients.add(replaying);
		replaying.initialize();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(BookView.of(replaying)).isEqualTo(BookView.of(this.client));
	}

	@Test
	void aClientWithoutALogHasNoStatus() {
		try (DarkSwapClient other = this.kind.builder().build()) {
			other.initialize();
			assertThat(other.getLogStatus()).isEmpty();
		}
	}

}
