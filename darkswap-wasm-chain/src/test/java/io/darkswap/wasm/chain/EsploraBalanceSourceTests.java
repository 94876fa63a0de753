package io.darkswap.wasm.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EsploraBalanceSource}.
 */
class EsploraBalanceSourceTests {

	private static final String ADDRESS = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";

	private static final String PATH = "/testnet/api/address/" + ADDRESS;

	private static final Asset BTC = Asset.bitcoin();

	private ChainStub stub;

	@BeforeEach
	void startServer() throws IOException {
		this.stub = new ChainStub();
	}

	@AfterEach
	void stopServer() {
		this.stub.close();
	}

	@Test
	void supportsBitcoinAlone() {
		EsploraBalanceSource source = source();
		assertThat(source.supports(BTC)).isTrue();
		assertThat(source.supports(Asset.rune("840000:3"))).isFalse();
		assertThat(source.supports(Asset.alkane("2:0"))).isFalse();
		assertThat(this.stub.requests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, 0, 0, 0.00000000", "150000, 0, 0, 0, 0.00150000", "150000, 50000, 0, 0, 0.00100000",
			// Received, but not confirmed.
			"0, 0, 1, 0, 0.00000001",
			// The confirmed output is spent, with change; then without.
			"150000, 0, 40000, 150000, 0.00040000", "150000, 0, 0, 150000, 0.00000000",
			// All bitcoin, and an output that was spent often.
			"2100000000000000, 0, 0, 0, 21000000.00000000",
			"18446744073709551617, 18446744073709551616, 0, 0, 0.00000001" })
	void confirmedAndUnconfirmedBothCount(String funded, String spent, String mempoolFunded, String mempoolSpent,
			String balance) {
		this.stub.json(PATH, answer(funded, spent, mempoolFunded, mempoolSpent));
		assertThat(source().balance(ADDRESS, BTC)).isEqualTo(balance);
		assertThat(this.stub.balanceRequests()).singleElement().hasToString("GET " + PATH);
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, 0, 0", "5, 0, 0, 6", "2100000000000000, 0, 1, 0", "-1, 0, 5, 0", "0, -1, 0, 0", "1.5, 0, 0, 0",
			"1.0, 0, 0, 0", "1e3, 0, 0, 0", "'\"1\"', 0, 0, 0", "null, 0, 0, 0", "true, 0, 0, 0", "0, {}, 0, 0",
			"0, 0, [], 0", "340282366920938463463374607431768211456, 340282366920938463463374607431768211456, 0, 0" })
	void anImpossibleBalanceIsAFailure(String funded, String spent, String mempoolFunded, String mempoolSpent) {
		this.stub.json(PATH, answer(funded, spent, mempoolFunded, mempoolSpent));
		assertMalformed();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "1", "\"text\"", "{\"chain_stats\":null,\"mempool_stats\":null}",
			"{\"chain_stats\":{\"funded_txo_sum\":1,\"spent_txo_sum\":0}}",
			"{\"mempool_stats\":{\"funded_txo_sum\":1,\"spent_txo_sum\":0}}",
			"{\"chain_stats\":{\"funded_txo_sum\":1},\"mempool_stats\":{\"funded_txo_sum\":1,\"spent_txo_sum\":0}}" })
	void otherJsonIsAFailure(String json) {
		this.stub.json(PATH, json);
		assertMalformed();
	}

	@Test
	void aBalanceIsCached() {
		this.stub.json(PATH, answer("1", "0", "0", "0"));
		EsploraBalanceSource source = source();
		source.balance(ADDRESS, BTC);
		source.balance(ADDRESS, BTC);
		assertThat(this.stub.balanceRequests()).hasSize(1);
	}

	@Test
	void aFailureIsNotCached() {
		this.stub.json(PATH, "{}").json(PATH, answer("1", "0", "0", "0"));
		EsploraBalanceSource source = source();
		assertThatExceptionOfType(ChainException.class).isThrownBy(() -> source.balance(ADDRESS, BTC));
		assertThat(source.balance(ADDRESS, BTC)).isEqualTo("0.00000001");
	}

	@Test
	void anAddressInCapitalsIsTheSameAddress() {
		this.stub.json(PATH, answer("1", "0", "0", "0"));
		EsploraBalanceSource source = source();
		assertThat(source.balance(ADDRESS.toUpperCase(Locale.ROOT), BTC)).isEqualTo("0.00000001");
		assertThat(source.balance(ADDRESS, BTC)).isEqualTo("0.00000001");
		assertThat(this.stub.balanceRequests()).singleElement().hasToString("GET " + PATH);
	}

	@Test
	void anAnswerForAnotherAddressIsAFailure() {
		this.stub.json(PATH, answer("1", "0", "0", "0").replace(ADDRESS, "tb1qother"));
		assertMalformed();
	}

	@ParameterizedTest
	@CsvSource({ ChainStub.TESTNET_GENESIS, "00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043",
			ChainStub.SIGNET_GENESIS })
	void aServerOfTheAddressesNetworkIsAccepted(String genesis) {
		this.stub.on("/testnet/api/block-height/0", ChainStub.answer(200, "text/plain", genesis))
			.json(PATH, answer("0", "0", "0", "0"));
		assertThat(source().balance(ADDRESS, BTC)).isEqualTo("0.00000000");
	}

	/** Some servers return zero for addresses of other networks. */
	@Test
	void aServerOfAnotherNetworkIsAFailure() {
		this.stub
			.on("/testnet/api/block-height/0",
					ChainStub.answer(200, "text/plain",
							"000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"))
			.json(PATH, answer("0", "0", "0", "0"));
		assertThatExceptionOfType(ChainException.class).isThrownBy(() -> source().balance(ADDRESS, BTC))
			.withMessageContaining("indexes mainnet, but the address is of testnet or signet: set test.url");
	}

	@Test
	void aTestnetServerIsAFailureForASignetWallet() {
		this.stub.on("/testnet/api/block-height/0", ChainStub.answer(200, "text/plain", ChainStub.TESTNET_GENESIS))
			.json(PATH, answer("0", "0", "0", "0"));
		ChainServer server = ChainServer.builder(this.stub.url() + "/testnet/api")
			.network(BitcoinNetwork.SIGNET)
			.build();
		assertThatExceptionOfType(ChainException.class).isThrownBy(() -> source(server).balance(ADDRESS, BTC))
			.withMessageContaining("indexes testnet, but the address is of signet: set url");
	}

	@Test
	void anAddressOfAnotherNetworkIsAFailureThoughTheServerIsOfTheWallets() {
		this.stub
			.on("/testnet/api/block-height/0",
					ChainStub.answer(200, "text/plain",
							"000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"))
			.json(PATH, answer("0", "0", "0", "0"));
		ChainServer server = ChainServer.builder(this.stub.url() + "/testnet/api")
			.network(BitcoinNetwork.MAINNET)
			.build();
		assertThatExceptionOfType(ChainException.class).isThrownBy(() -> source(server).balance(ADDRESS, BTC))
			.withMessageContaining("indexes mainnet, but the address is of testnet or signet");
	}

	@Test
	void theNetworkIsRequestedOnceKnown() {
		this.stub.on("/testnet/api/block-height/0", ChainStub.answer(200, "text/plain", ChainStub.TESTNET_GENESIS))
			.json(PATH, answer("0", "0", "0", "0"))
			.json("/testnet/api/address/tb1qother", answer("0", "0", "0", "0").replace(ADDRESS, "tb1qother"));
		EsploraBalanceSource source = source();
		source.balance(ADDRESS, BTC);
		source.balance("tb1qother", BTC);
		assertThat(this.stub.networkRequests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 404, 500, 501 })
	void aServerThatDoesNotReturnItsNetworkIsAccepted(int status) {
		this.stub.status("/testnet/api/block-height/0", status).json(PATH, answer("0", "0", "0", "0"));
		assertThat(source().balance(ADDRESS, BTC)).isEqualTo("0.00000000");
		assertThat(this.stub.networkRequests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 502, 503, 504 })
	void aServerThatDoesNotReturnItsNetworkNowIsNotAccepted(int status) {
		this.stub.status("/testnet/api/block-height/0", status).json(PATH, answer("0", "0", "0", "0"));
		assertThatExceptionOfType(ChainException.class).isThrownBy(() -> source().balance(ADDRESS, BTC))
			.withMessageContaining("answers %d".formatted(status))
			.withMessageContaining("try again later");
	}

	private void assertMalformed() {
		assertThatExceptionOfType(ChainException.class).isThrownBy(() -> source().balance(ADDRESS, BTC))
			.withMessageContaining("sends a malformed answer")
			.withMessageContaining("test.url");
	}

	private EsploraBalanceSource source() {
		return source(this.stub.server("/testnet/api"));
	}

	private static EsploraBalanceSource source(ChainServer server) {
		return new EsploraBalanceSource(new RecordingClients().client(server),
				new CoalescingCache<>(Duration.ofMinutes(1)));
	}

	private static String answer(String funded, String spent, String mempoolFunded, String mempoolSpent) {
		return """
				{"address":"%s",
				 "chain_stats":{"funded_txo_count":3,"funded_txo_sum":%s,"spent_txo_count":2,"spent_txo_sum":%s,"tx_count":5},
				 "mempool_stats":{"funded_txo_count":1,"funded_txo_sum":%s,"spent_txo_count":1,"spent_txo_sum":%s,"tx_count":1}}"""
			.formatted(ADDRESS, funded, spent, mempoolFunded, mempoolSpent);
	}

}
