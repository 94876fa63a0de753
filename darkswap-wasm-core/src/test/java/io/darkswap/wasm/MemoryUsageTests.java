package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.memory.MemoryUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapClient#getMemoryUsage()}.
 */
class MemoryUsageTests {

	private static final int PAGE = 65536;

	/** The engine keeps records in blocks of 256 bytes; these orders are not signed. */
	private static final int BLOCK = 256;

	@ParameterizedTest
	@EnumSource
	void usedAndFreeBytesAreTheWholeMemory(ClientKind kind) {
		try (DarkSwapClient client = kind.builder().build()) {
			assertThat(client.getMemoryUsage()).isEmpty();
			client.initialize();
			MemoryUsage usage = usage(client);
			assertThat(usage.used() + usage.free()).isEqualTo(usage.committed());
			assertThat(usage.committed()).isEqualTo((long) client.getSharedMemoryStatus().pages() * PAGE);
			assertThat(usage.maximum()).isEqualTo(256L * PAGE);
			assertThat(usage.reclaimable()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void anOpenOrderIsUsedAndAClosedOneIsReclaimable(ClientKind kind) {
		try (DarkSwapClient client = kind.builder().build()) {
			client.initialize();
			createOrder(client);
			MemoryUsage before = usage(client);
			Order order = createOrder(client);
			MemoryUsage opened = usage(client);
			assertThat(opened.used() - before.used()).isPositive();
			assertThat(opened.reclaimable()).isZero();
			client.cancelOrder(order.id());
			assertThat(usage(client).reclaimable()).isEqualTo(BLOCK);
		}
	}

	@Test
	void theFillLevelComesNearToOneBeforeOrdersAreRefused() {
		try (DarkSwapClient client = new SharedMemoryDarkSwapClient(DarkSwapClient.BUNDLED_URL,
				new MemoryOptions(16, 32, true))) {
			client.initialize();
			double before = usage(client).fillLevel();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> {
				while (true) {
					createOrder(client);
				}
			}).satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_MEMORY_EXHAUSTED));
			assertThat(before).isLessThan(0.5);
			assertThat(usage(client).fillLevel()).isGreaterThan(0.99);
		}
	}

	private static MemoryUsage usage(DarkSwapClient client) {
		return client.getMemoryUsage().orElseThrow();
	}

	private static Order createOrder(DarkSwapClient client) {
		return client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE,
				BigDecimal.TEN, client.getAddress(), Duration.ofHours(1));
	}

}
