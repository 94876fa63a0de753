package io.darkswap.wasm.autoconfigure;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.SharedMemoryStatus;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link DarkSwapClientAutoConfiguration}.
 */
class DarkSwapClientAutoConfigurationTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapClientAutoConfiguration.class,
				DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class));

	@Test
	void aClientThatTheApplicationCreatesIsInitialized() {
		this.contextRunner.withBean("own", DarkSwapClient.class, DarkSwapClient::new)
			.run((context) -> assertThat(context.getBean(DarkSwapClient.class).getAddress()).isNotEmpty());
	}

	@Test
	void memorySizesArePagesOrSizes() {
		this.contextRunner.withPropertyValues("darkswap.wasm.initial=2MB", "darkswap.wasm.maximum=64")
			.run((context) -> {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				client.initialize();
				assertThat(client.getSharedMemoryStatus().pages()).isGreaterThanOrEqualTo(32);
				assertThat(client.getSharedMemoryStatus().maximum()).isEqualTo(64);
			});
	}

	@Test
	void anInvalidMemorySizeStopsTheStartAndNamesItsProperty() {
		this.contextRunner.withPropertyValues("darkswap.wasm.maximum=16 pages")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(failure) -> assertThat(failure.getName()).isEqualTo("darkswap.wasm.maximum")));
	}

	@Test
	void clientSharesMemory() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(DarkSwapClient.class).hasSingleBean(SharedMemoryDarkSwapClient.class);
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.initialize();
			assertThat(client.getSharedMemoryStatus().active()).isTrue();
		});
	}

	@Test
	void whenSharingIsOffThenClientIsPlain() {
		this.contextRunner.withPropertyValues("darkswap.wasm.shared=false").run((context) -> {
			assertThat(context).hasSingleBean(DarkSwapClient.class).doesNotHaveBean(SharedMemoryDarkSwapClient.class);
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.initialize();
			assertThat(client.getSharedMemoryStatus().active()).isFalse();
			assertThat(client.getSharedMemoryStatus().reason()).isEqualTo("the option shared is false");
		});
	}

	@Test
	void backsOffWhenClientIsDefined() {
		this.contextRunner.withBean("own", DarkSwapClient.class, DarkSwapClient::new)
			.run((context) -> assertThat(context).getBeans(DarkSwapClient.class).containsOnlyKeys("own"));
	}

	@Test
	void backsOffWhenCoreIsMissing() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(DarkSwapClient.class))
			.run((context) -> assertThat(context).doesNotHaveBean(DarkSwapConfig.class));
	}

	@Test
	void whenNoPropertyIsSetThenHasTheDocumentedSizes() {
		this.contextRunner.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.initialize();
			SharedMemoryStatus status = client.getSharedMemoryStatus();
			assertThat(status.pages()).isBetween(16, 256);
			assertThat(status.maximum()).isEqualTo(256);
			assertThat(status.instances()).isEqualTo(Math.max(2, Runtime.getRuntime().availableProcessors()));
		});
	}

	@Test
	void whenPropertiesAreSetThenClientHasThem() {
		this.contextRunner
			.withPropertyValues("darkswap.wasm.initial=32", "darkswap.wasm.maximum=64", "darkswap.wasm.instances=3",
					"darkswap.wallet.network=regtest")
			.run((context) -> {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				assertThat(client.getAddress()).startsWith("bcrt1");
				SharedMemoryStatus status = client.getSharedMemoryStatus();
				assertThat(status.pages()).isGreaterThanOrEqualTo(32);
				assertThat(status.maximum()).isEqualTo(64);
				assertThat(status.instances()).isEqualTo(3);
			});
	}

	@Test
	void whenPreloadedThenFirstCallInitializesClient() {
		this.contextRunner.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			assertThat(client.getState()).isEqualTo(ClientState.NEW);
			assertThat(client.getOrders(Asset.bitcoin(), Asset.rune("840000:3"))).isEmpty();
			assertThat(client.getState()).isEqualTo(ClientState.STARTED);
		});
	}

	@Test
	void whenNotPreloadedThenClientIsInitializedAtCreation() {
		this.contextRunner.withPropertyValues("darkswap.wasm.preload=false")
			.run((context) -> assertThat(context.getBean(DarkSwapClient.class).getState())
				.isEqualTo(ClientState.STARTED));
	}

	@Test
	void whenContextIsClosedThenClientIsClosed() {
		this.contextRunner.withPropertyValues("darkswap.wasm.preload=false").run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			context.close();
			assertThat(client.getState()).isEqualTo(ClientState.CLOSED);
		});
	}

	@Test
	void whenWalletIsDefinedThenTradesFromItsAddress() {
		Wallet wallet = HdWallet.random(BitcoinNetwork.TESTNET);
		this.contextRunner.withBean(Wallet.class, () -> wallet)
			.run((context) -> assertThat(context.getBean(DarkSwapClient.class).getAddress())
				.isEqualTo(wallet.address()));
	}

	@Test
	void whenWalletIsOfAnotherNetworkThenFails() {
		this.contextRunner.withBean(Wallet.class, () -> HdWallet.random(BitcoinNetwork.MAINNET))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("darkswap.wallet.network");
					assertThat(ex.getReason()).isEqualTo("The Wallet bean is of MAINNET.");
				}));
	}

	@Test
	void whenConfigIsDefinedThenTradesByIt() {
		Wallet wallet = HdWallet.random(BitcoinNetwork.SIGNET);
		this.contextRunner
			.withBean("own", DarkSwapConfig.class, () -> new DarkSwapConfig(BitcoinNetwork.SIGNET, wallet))
			.run((context) -> {
				assertThat(context).getBeans(DarkSwapConfig.class).containsOnlyKeys("own");
				assertThat(context.getBean(DarkSwapClient.class).getAddress()).isEqualTo(wallet.address());
			});
	}

	@Test
	void whenThereIsOneClockThenOrdersUseIt() {
		this.contextRunner.withBean(Clock.class, () -> Clock.fixed(NOON, ZoneOffset.UTC))
			.run((context) -> assertThat(order(context.getBean(DarkSwapClient.class)).timestamp()).isEqualTo(NOON));
	}

	@Test
	void whenThereAreTwoClocksThenOrdersUseTheSystemClock() {
		this.contextRunner.withBean("noon", Clock.class, () -> Clock.fixed(NOON, ZoneOffset.UTC))
			.withBean("midnight", Clock.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
			.run((context) -> assertThat(order(context.getBean(DarkSwapClient.class)).timestamp())
				.isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "initial=0", "maximum=15", "maximum=65536", "instances=0", "call-timeout=0s",
			"stop-after=999ms" })
	void whenValueIsWrongThenFailsAndNamesTheProperty(String value) {
		String property = "darkswap.wasm." + value;
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(DarkSwapException.class,
						(ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
				.hasMessageContaining(property.substring(0, property.indexOf('=')));
		});
	}

	@Test
	void whenMarketsAreNamedThenNoOtherIsTraded() {
		this.contextRunner
			.withPropertyValues("darkswap.wasm.allowed-markets=BTC/RUNE:840000:3,BTC/ALKANE:2:0",
					"darkswap.wasm.maximum-markets=1")
			.run((context) -> {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				assertThat(createOrder(client, "RUNE:840000:3")).isNotNull();
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> createOrder(client, "RUNE:1:1"))
					.withMessageContaining("allowed-markets")
					.extracting(DarkSwapException::code)
					.isEqualTo(ErrorCode.MARKET_REFUSED);
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> createOrder(client, "ALKANE:2:0"))
					.withMessageContaining("maximum-markets");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "GOLD", "BTC", "BTC/BTC", "BTC/RUNE:840000:3,BTC", "${DESK_MARKETS}" })
	void whenAMarketIsNoPairThenFailsAndNamesTheProperty(String markets) {
		this.contextRunner.withPropertyValues("darkswap.wasm.allowed-markets=" + markets)
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.hasStackTraceContaining("darkswap.wasm.allowed-markets is wrong: "));
	}

	private static Order createOrder(DarkSwapClient client, String quote) {
		return client.createOrder(Asset.bitcoin(), Asset.parse(quote), OrderSide.SELL, BigDecimal.ONE, BigDecimal.ONE,
				client.getAddress(), Duration.ofHours(1));
	}

	@Test
	void clientIsCustomizedAfterThePropertiesAndInOrder() {
		this.contextRunner.withPropertyValues("darkswap.wasm.instances=4")
			.withUserConfiguration(ClientCustomizersConfiguration.class)
			.run((context) -> {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				client.initialize();
				assertThat(client.getSharedMemoryStatus().instances()).isEqualTo(3);
			});
	}

	@Test
	void whenConnectionDetailsAreDefinedThenLoadsTheirModule() {
		this.contextRunner.withPropertyValues("darkswap.wasm.preload=false")
			.withBean(DarkSwapConnectionDetails.class, () -> () -> "classpath:/no/such.wasm")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("There is no module at classpath:/no/such.wasm"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "HTTP" })
	void whenCallFailsToInitializeClientThenFailureIsRemembered(String scheme) {
		this.contextRunner
			.withPropertyValues("darkswap.wasm.url=" + scheme + "://127.0.0.1:1", "darkswap.wasm.fail-fast=false")
			.run((context) -> {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(client::getAddress);
				assertThat(client.getInitializationFailure())
					.hasValueSatisfying((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_UNREADABLE));
			});
	}

	@Test
	void whenModuleIsMissingAndNotPreloadedThenFails() {
		this.contextRunner
			.withPropertyValues("darkswap.wasm.url=classpath:/no/such.wasm", "darkswap.wasm.preload=false")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure())
					.hasStackTraceContaining("There is no module at classpath:/no/such.wasm");
			});
	}

	private static Order order(DarkSwapClient client) {
		return client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE,
				BigDecimal.TEN, client.getAddress(), Duration.ofHours(1));
	}

	@Configuration(proxyBeanMethods = false)
	static class ClientCustomizersConfiguration {

		@Bean
		@org.springframework.core.annotation.Order(2)
		DarkSwapClientBuilderCustomizer last() {
			return (builder) -> builder.instances(3);
		}

		@Bean
		@org.springframework.core.annotation.Order(1)
		DarkSwapClientBuilderCustomizer first() {
			return (builder) -> builder.instances(2);
		}

	}

}
