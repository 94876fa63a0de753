package io.darkswap.wasm.autoconfigure.chain;

import java.math.BigDecimal;
import java.time.Duration;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.AssetType;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.chain.ChainException;
import io.darkswap.wasm.wallet.BalanceSource;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapBalanceAutoConfiguration}.
 */
class DarkSwapBalanceAutoConfigurationTests {

	private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

	private static final String ESPLORA_ANSWER = """
			{"chain_stats":{"funded_txo_sum":150000,"spent_txo_sum":0},
			 "mempool_stats":{"funded_txo_sum":0,"spent_txo_sum":0}}""";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapBalanceAutoConfiguration.class));

	private final ApplicationContextRunner clientRunner = this.contextRunner
		.withConfiguration(AutoConfigurations.of(DarkSwapClientAutoConfiguration.class,
				DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class))
		.withBean(Wallet.class, WatchedWallet::new)
		.withPropertyValues("darkswap.wallet.network=regtest");

	@Test
	void withoutUrlThereIsNoSource() {
		this.contextRunner.withPropertyValues("darkswap.chain.esplora.retries=1")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BalanceSource.class));
	}

	@ParameterizedTest
	@CsvSource({ "esplora, BTC", "ord, RUNE:840000:3", "alkanes, ALKANE:2:0" })
	void whenUrlIsSetThenThereIsItsSource(String name, String asset) {
		this.contextRunner.withPropertyValues("darkswap.chain." + name + ".url=http://127.0.0.1:1")
			.run((context) -> assertThat(context.getBean(BalanceSource.class).supports(Asset.parse(asset))).isTrue());
	}

	@Test
	void whenAllUrlsAreSetThenThereAreAllSources() {
		this.contextRunner
			.withPropertyValues("darkswap.chain.esplora.url=http://127.0.0.1:1",
					"darkswap.chain.ord.url=http://127.0.0.1:1", "darkswap.chain.alkanes.url=http://127.0.0.1:1")
			.run((context) -> assertThat(context).getBeans(BalanceSource.class).hasSize(3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "esplora", "ord", "alkanes" })
	void backsOffWhenASourceOfItsNameIsDefined(String name) {
		this.contextRunner.withBean(name + "BalanceSource", BalanceSource.class, OwnSource::new)
			.withPropertyValues("darkswap.chain." + name + ".url=http://127.0.0.1:1")
			.run((context) -> assertThat(context.getBean(BalanceSource.class)).isInstanceOf(OwnSource.class));
	}

	@Test
	void whenNoServerIsSetThenNothingIsBound() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(ChainProperties.class));
	}

	@Test
	void whenOnlyAnotherPropertyOfAServerIsSetThenThereIsNoSource() {
		this.contextRunner.withPropertyValues("darkswap.chain.esplora.retries=2")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BalanceSource.class));
	}

	@Test
	void whenNothingElseIsSetThenHasTheDocumentedValues() {
		this.contextRunner.withPropertyValues("darkswap.chain.ord.url=http://127.0.0.1:1")
			.run((context) -> assertThat(context.getBean(ChainProperties.class).ord())
				.isEqualTo(new ChainProperties.Server("http://127.0.0.1:1", Duration.ofSeconds(2),
						Duration.ofSeconds(10), 3, Duration.ofSeconds(10), DataSize.ofMegabytes(4))));
	}

	@Test
	void whenPropertiesAreSetThenEachServerHasItsOwn() {
		this.contextRunner
			.withPropertyValues("darkswap.chain.esplora.url=http://a", "darkswap.chain.esplora.connect-timeout=1s",
					"darkswap.chain.esplora.read-timeout=3s", "darkswap.chain.esplora.retries=0",
					"darkswap.chain.esplora.cache=1m", "darkswap.chain.esplora.max-response-size=1KB",
					"darkswap.chain.alkanes.url=http://b")
			.run((context) -> {
				ChainProperties properties = context.getBean(ChainProperties.class);
				assertThat(properties.esplora()).isEqualTo(new ChainProperties.Server("http://a", Duration.ofSeconds(1),
						Duration.ofSeconds(3), 0, Duration.ofMinutes(1), DataSize.ofKilobytes(1)));
				assertThat(properties.alkanes().url()).isEqualTo("http://b");
				assertThat(properties.alkanes().retries()).isEqualTo(3);
				assertThat(properties.ord()).isNull();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "url=", "url=secret", "url=${SECRET}", "url=false", "url=http://127.0.0.1:65536",
			"url=http://127.0.0.1:0", "connect-timeout=0s", "read-timeout=0s", "retries=11", "cache=-1s",
			"max-response-size=0" })
	void whenValueIsWrongThenFailsAndNamesTheProperty(String value) {
		String property = "darkswap.chain.esplora." + value;
		this.contextRunner.withPropertyValues("darkswap.chain.esplora.url=http://127.0.0.1:1", property)
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOfSatisfying(DarkSwapException.class,
							(ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
					.hasMessageContaining(property.substring(0, property.indexOf('=')))
					.hasMessageNotContaining("secret");
			});
	}

	@Test
	void whenThereIsABuilderThenRequestsUseIt() throws Exception {
		try (JsonServer server = new JsonServer()) {
			server.json("/address/" + ADDRESS, ESPLORA_ANSWER);
			this.contextRunner.withPropertyValues("darkswap.chain.esplora.url=" + server.url())
				.withBean(RestClient.Builder.class, () -> RestClient.builder().defaultHeader("X-Trace", "1"))
				.run((context) -> {
					context.getBean(BalanceSource.class).balance(ADDRESS, Asset.bitcoin());
					assertThat(server.requests().get(0).get("X-Trace")).containsExactly("1");
				});
		}
	}

	@Test
	void clientReturnsTheServersBalances() throws Exception {
		try (JsonServer server = new JsonServer()) {
			server.json("/address/" + ADDRESS, ESPLORA_ANSWER)
				.json("/rpc", "{\"result\":{\"outpoints\":[{\"balance_sheet\":{\"cached\":{\"balances\":"
						+ "[{\"block\":2,\"tx\":0,\"amount\":5}]}}}]}}");
			this.clientRunner
				.withPropertyValues("darkswap.chain.esplora.url=" + server.url(),
						"darkswap.chain.alkanes.url=" + server.url() + "/rpc")
				.run((context) -> {
					DarkSwapClient client = context.getBean(DarkSwapClient.class);
					assertThat(client.getBalance()).isEqualTo(150_000);
					assertThat(client.getAssetBalance(Asset.bitcoin())).isEqualTo("0.00150000");
					assertThat(client.getAssetBalance(Asset.alkane("2:0"))).isEqualTo("0.00000005");
					assertCode(ErrorCode.CHAIN_SOURCE_MISSING, () -> client.getAssetBalance(Asset.rune("840000:3")));
				});
		}
	}

	/** The servers of testnet and signet take the same addresses. */
	@Test
	void aServerOfAnotherNetworkThanTheWalletsIsRefused() throws Exception {
		try (JsonServer server = new JsonServer()) {
			server.json("/address/" + ADDRESS, ESPLORA_ANSWER)
				.json("/block-height/0", "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6");
			this.clientRunner.withPropertyValues("darkswap.chain.esplora.url=" + server.url())
				.run((context) -> assertThatExceptionOfType(DarkSwapException.class)
					.isThrownBy(context.getBean(DarkSwapClient.class)::getBalance)
					.withMessageContaining("indexes signet, but the address is of regtest")
					.withMessageContaining("set darkswap.chain.esplora.url"));
		}
	}

	@Test
	void whenServerFailsThenClientNamesTheRemedy() throws Exception {
		try (JsonServer server = new JsonServer()) {
			this.clientRunner.withPropertyValues("darkswap.chain.esplora.url=" + server.url()).run((context) -> {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(client::getBalance)
					.withMessageStartingWith("The balance of BTC ")
					.withMessageContaining("Esplora at " + server.url()
							+ " answers 404 (nothing here): check darkswap.chain.esplora.url")
					.withCauseInstanceOf(ChainException.class)
					.extracting(DarkSwapException::code)
					.isEqualTo(ErrorCode.WALLET_BALANCE_FAILED);
				assertCode(ErrorCode.WALLET_ASSET_BALANCE_FAILED, () -> client.getAssetBalance(Asset.bitcoin()));
			});
		}
	}

	@Test
	void withoutUrlClientNamesTheOption() {
		this.clientRunner.run((context) -> assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(context.getBean(DarkSwapClient.class)::getBalance)
			.withMessageContaining("set the option esplora.url")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.CHAIN_SOURCE_MISSING));
	}

	@Test
	void anApplicationsOwnSourceComesFirst() throws Exception {
		try (JsonServer server = new JsonServer()) {
			server.json("/rpc", "{\"result\":{\"outpoints\":[]}}");
			this.clientRunner.withBean("zzz", BalanceSource.class, OwnSource::new)
				.withPropertyValues("darkswap.chain.esplora.url=" + server.url(),
						"darkswap.chain.alkanes.url=" + server.url() + "/rpc")
				.run((context) -> {
					DarkSwapClient client = context.getBean(DarkSwapClient.class);
					assertThat(client.getBalance()).isEqualTo(700_000_000);
					assertThat(client.getAssetBalance(Asset.alkane("2:0"))).isEqualTo("0.00000000");
				});
		}
	}

	private static void assertCode(ErrorCode code, Runnable call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.extracting(DarkSwapException::code)
			.isEqualTo(code);
	}

	/** Returns 7 bitcoin for every address. */
	private static final class OwnSource implements BalanceSource {

		@Override
		public boolean supports(Asset asset) {
			return asset.type() == AssetType.BITCOIN;
		}

		@Override
		public BigDecimal balance(String address, Asset asset) {
			return new BigDecimal("7");
		}

	}

	/** Has an address and cannot sign. */
	private static final class WatchedWallet implements Wallet {

		@Override
		public String address() {
			return ADDRESS;
		}

		@Override
		public byte[] sign(byte[] hash32) {
			throw new UnsupportedOperationException();
		}

		@Override
		public BitcoinNetwork network() {
			return BitcoinNetwork.REGTEST;
		}

	}

}
