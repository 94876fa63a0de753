package io.darkswap.wasm.test.desk;

import java.math.BigDecimal;
import java.time.Duration;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.autoconfigure.modules.NamedModule;
import io.darkswap.wasm.pool.WasmWorkers;
import io.darkswap.wasm.test.AutoConfigureTestDarkSwap;
import io.darkswap.wasm.test.DarkSwapTest;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.BDDMockito.given;

/**
 * Tests for {@link AutoConfigureTestDarkSwap}.
 */
@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
class AutoConfigureTestDarkSwapTests {

	/** The core tests it. */
	private static final String FAULTY_ENGINE = "file:../darkswap-wasm-core/src/test/resources/modules/faulty-engine.wasm";

	private static final BigDecimal TRAPS_WHEN_CLOSED = new BigDecimal("0.00000013");

	@Nested
	@SpringBootTest
	@AutoConfigureTestDarkSwap
	class OnTheWholeApplication {

		@RepeatedTest(2)
		void itTradesWithTheTestWalletInEmptyBooks(@Autowired Desk desk, @Autowired DarkSwapClient client) {
			Order order = desk.sell("0.5");
			assertThat(order.maker()).isEqualTo(client.getAddress()).startsWith("bcrt1q");
			assertThat(desk.orders()).containsExactly(order);
		}

		@Test
		void itLoadsOnlyModulesThatItUses(@Autowired @Qualifier("missing") NamedModule missing,
				@Autowired @Qualifier("threads") WasmWorkers workers) {
			assertThat(workers.spawn("add", 1, 2).join()).containsExactly(3);
			assertThat(missing.module()).isEmpty();
			assertThat(missing.failure()).isEmpty();
		}

	}

	@Nested
	@SpringBootTest(properties = { "darkswap.wallet.network=regtest", "darkswap.wasm.modules.missing.load=on-demand" })
	@Import(RandomWallet.class)
	class OnNothing {

		@RepeatedTest(2)
		void booksStayAsTestsLeaveThem(RepetitionInfo repetition, @Autowired Desk desk) {
			desk.sell("0.5");
			assertThat(desk.orders()).hasSize(repetition.getCurrentRepetition());
		}

	}

	@Nested
	@DarkSwapTest(properties = { "darkswap.wallet.network=testnet", "darkswap.wasm.maximum=32" })
	class WithPropertiesOfTheTest {

		@Test
		void theyTakePrecedence(@Autowired DarkSwapClient client) {
			assertThat(client.getAddress()).startsWith("tb1q");
			assertThat(client.getSharedMemoryStatus().maximum()).isEqualTo(32);
		}

	}

	@Nested
	@DarkSwapTest
	@TestPropertySource(properties = "darkswap.wallet.account-type=taproot")
	class WithATestPropertySource {

		@Test
		void itTakesPrecedence(@Autowired DarkSwapClient client) {
			assertThat(client.getAddress()).startsWith("bcrt1p");
		}

	}

	@Nested
	@DarkSwapTest
	@Import(RandomWallet.class)
	class WithAWalletOfTheTest {

		@Test
		void itIsTheWallet(@Autowired DarkSwapClient client, @Autowired Wallet wallet) {
			assertThat(client.getAddress()).isEqualTo(wallet.address())
				.isNotEqualTo("bcrt1q6rz28mcfaxtmd6v789l9rrlrusdprr9pz3cppk");
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class RandomWallet {

		@Bean
		Wallet wallet() {
			return HdWallet.random(BitcoinNetwork.REGTEST);
		}

	}

	@Nested
	@DarkSwapTest(properties = "darkswap.wasm.url=" + FAULTY_ENGINE)
	class WithAnEngineThatAnEarlierTestPoisoned {

		@RepeatedTest(2)
		void clientIsRestarted(@Autowired DarkSwapClient client) {
			assertThat(client.getState()).isEqualTo(ClientState.STARTED);
			Order order = client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE,
					TRAPS_WHEN_CLOSED, client.getAddress(), Duration.ofHours(1));
			assertThatException().isThrownBy(() -> client.cancelOrder(order.id()));
			assertThat(client.getState()).isEqualTo(ClientState.POISONED);
		}

	}

	@Nested
	@DarkSwapTest
	class WithAMock {

		@MockitoBean
		private DarkSwapClient client;

		@Test
		void itIsLeftAlone() {
			given(this.client.getAddress()).willReturn("mock");
			assertThat(this.client.getAddress()).isEqualTo("mock");
		}

	}

}
