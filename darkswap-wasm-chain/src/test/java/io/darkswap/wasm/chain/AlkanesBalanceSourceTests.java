package io.darkswap.wasm.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import com.jayway.jsonpath.JsonPath;
import io.darkswap.wasm.Asset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AlkanesBalanceSource}.
 */
class AlkanesBalanceSourceTests {

	private static final String ADDRESS = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";

	private static final Asset DIESEL = Asset.alkane("2:0");

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
	void supportsAlkanesAlone() {
		AlkanesBalanceSource source = source();
		assertThat(source.supports(DIESEL)).isTrue();
		assertThat(source.supports(Asset.bitcoin())).isFalse();
		assertThat(source.supports(Asset.rune("840000:3"))).isFalse();
		assertThat(this.stub.requests()).isEmpty();
	}

	@Test
	void requestsTheAddresssProtorunesOfTheAlkanesProtocol() {
		answer();
		source().balance(ADDRESS, DIESEL);
		assertThat(this.stub.balanceRequests()).singleElement().hasToString("POST /v4/rpc");
		String body = this.stub.balanceRequests().get(0).body();
		assertThat(JsonPath.<String>read(body, "$.jsonrpc")).isEqualTo("2.0");
		assertThat(JsonPath.<Object>read(body, "$.id")).isNotNull();
		assertThat(JsonPath.<String>read(body, "$.method")).isEqualTo("alkanes_protorunesbyaddress");
		assertThat(JsonPath.<Integer>read(body, "$.params.length()")).isEqualTo(1);
		assertThat(JsonPath.<String>read(body, "$.params[0].address")).isEqualTo(ADDRESS);
		assertThat(JsonPath.<String>read(body, "$.params[0].protocolTag")).isEqualTo("1");
	}

	@ParameterizedTest
	@CsvSource({ "0x0, 0.00000000", "0x1, 0.00000001", "0x5f5e100, 1.00000000", "100000000, 1.00000000",
			"0xffffffffffffffffffffffffffffffff, 3402823669209384634633746074317.68211455",
			"340282366920938463463374607431768211455, 3402823669209384634633746074317.68211455" })
	void theOlderServersStringsAreExact(String amount, String balance) {
		answer(older("0x2", "0x0", "\"" + amount + "\""));
		assertThat(source().balance(ADDRESS, DIESEL)).isEqualTo(balance);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0.00000000", "1, 0.00000001", "100000000, 1.00000000",
			"18446744073709551615, 184467440737.09551615",
			"340282366920938463463374607431768211455, 3402823669209384634633746074317.68211455" })
	void theNewerServersNumbersAreExact(String amount, String balance) {
		answer(newer("2", "0", amount));
		assertThat(source().balance(ADDRESS, DIESEL)).isEqualTo(balance);
	}

	@Test
	void outputsAreSummedByAlkane() {
		answer(older("0x2", "0x0", "\"0x5\""), older("0x2", "0x1", "\"0x64\""), newer("2", "0", "7"),
				older("0x20", "0x0", "\"0x1\""));
		AlkanesBalanceSource source = source();
		assertThat(source.balance(ADDRESS, DIESEL)).isEqualTo("0.00000012");
		assertThat(source.balance(ADDRESS, Asset.alkane("2:1"))).isEqualTo("0.00000100");
		assertThat(source.balance(ADDRESS, Asset.alkane("32:0"))).isEqualTo("0.00000001");
		assertThat(source.balance(ADDRESS, Asset.alkane("20:0"))).isEqualTo("0.00000000");
		assertThat(this.stub.balanceRequests()).as("one answer has all alkanes").hasSize(1);
	}

	@Test
	void outputsWithoutAlkanesHaveNone() {
		answer("{\"runes\":[]}", "{\"balance_sheet\":{\"cached\":{\"balances\":[]}}}");
		assertThat(source().balance(ADDRESS, DIESEL)).isEqualTo("0.00000000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\"", "\"0x\"", "\"0X1\"", "\"ff\"", "\"-1\"", "\"-0x1\"", "\"1.5\"", "\"1e3\"",
			"\" 1\"", "null", "1.5", "1.0", "-1", "{}", "true", "\"0x100000000000000000000000000000000\"",
			"\"340282366920938463463374607431768211456\"", "340282366920938463463374607431768211456" })
	void anImpossibleAmountIsAFailure(String amount) {
		answer(older("0x2", "0x0", amount));
		assertFailure("sends a malformed answer: the amount of 2:0");
	}

	@Test
	void anImpossibleSumIsAFailure() {
		answer(older("0x2", "0x0", "\"0xffffffffffffffffffffffffffffffff\""), older("0x2", "0x0", "\"0x1\""));
		assertFailure("the amount of 2:0 is negative or not below 2^128");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "{}", "{\"outpoints\":null}", "{\"outpoints\":{}}", "[]", "\"0x\"",
			"{\"outpoints\":[{}]}", "{\"outpoints\":[null]}", "{\"outpoints\":[{\"runes\":null}]}",
			"{\"outpoints\":[{\"balance_sheet\":{}}]}", "{\"outpoints\":[{\"runes\":[{\"balance\":\"0x1\"}]}]}",
			"{\"outpoints\":[{\"runes\":[{\"rune\":{\"id\":{\"block\":\"0x2\",\"tx\":\"0x0\"}}}]}]}",
			"{\"outpoints\":[{\"runes\":[1]}]}" })
	void anotherResultIsAFailure(String result) {
		this.stub.json("/v4/rpc", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}");
		assertFailure("sends a malformed answer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "1" })
	void anAnswerThatIsNotJsonRpcIsAFailure(String json) {
		this.stub.json("/v4/rpc", json);
		assertFailure("sends a malformed answer");
	}

	@Test
	void anErrorIsAFailureInTheServersWords() {
		this.stub.json("/v4/rpc",
				"""
						{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"protorunesbyaddress fan-out failed\\n: x"}}""");
		assertFailure("answers with an error (protorunesbyaddress fan-out failed : x)");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"busy"             | answers with an error (busy): check
			{"code":-1}        | answers with an error: check
			true               | answers with an error: check
			""")
	void anErrorBesideAResultIsAFailure(String error, String message) {
		this.stub.json("/v4/rpc", "{\"result\":{\"outpoints\":[]},\"error\":" + error + "}");
		assertFailure(message);
	}

	@Test
	void theLimitOfNewerServersIsReported() {
		answer(newer("2", "0", "1"));
		AlkanesBalanceSource source = source();
		assertThat(source.limitation()).hasValueSatisfying((text) -> assertThat(text).contains("1,000 sat"));
		source.balance(ADDRESS, DIESEL);
		assertThat(source.limitation()).isPresent();
	}

	@Test
	void olderServersHaveNoLimit() {
		answer(older("0x2", "0x0", "\"0x1\""));
		AlkanesBalanceSource source = source();
		source.balance(ADDRESS, DIESEL);
		assertThat(source.limitation()).isEmpty();
	}

	@Test
	void anAddressInCapitalsIsTheSameAddress() {
		answer(newer("2", "0", "1"));
		assertThat(source().balance(ADDRESS.toUpperCase(Locale.ROOT), DIESEL)).isEqualTo("0.00000001");
		assertThat(this.stub.balanceRequests().get(0).body()).contains(ADDRESS);
	}

	@Test
	void aServerOfAnotherNetworkIsAFailure() {
		this.stub.json(ChainStub.GENESIS_METHOD,
				"{\"result\":\"0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206\"}");
		answer();
		assertFailure("indexes regtest, but the address is of testnet or signet");
	}

	@Test
	void aServerThatDoesNotReturnItsNetworkIsAccepted() {
		this.stub.on(ChainStub.GENESIS_METHOD, ChainStub.answer(500, "application/json",
				"{\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}"));
		answer();
		assertThat(source().balance(ADDRESS, DIESEL)).isEqualTo("0.00000000");
		assertThat(this.stub.networkRequests()).singleElement()
			.extracting(ChainStub.Request::body)
			.asString()
			.contains("\"params\":[0]");
	}

	@Test
	void anErrorThatIsNullIsNone() {
		this.stub.json("/v4/rpc", "{\"jsonrpc\":\"1.0\",\"id\":1,\"error\":null,\"result\":{\"outpoints\":[]}}");
		assertThat(source().balance(ADDRESS, DIESEL)).isEqualTo("0.00000000");
	}

	private void assertFailure(String message) {
		assertThatExceptionOfType(ChainException.class).isThrownBy(() -> source().balance(ADDRESS, DIESEL))
			.withMessageContaining(message)
			.withMessageContaining("test.url");
	}

	private AlkanesBalanceSource source() {
		return new AlkanesBalanceSource(new RecordingClients().client(this.stub.server("/v4/rpc")),
				new CoalescingCache<>(Duration.ofMinutes(1)));
	}

	private void answer(String... outpoints) {
		this.stub.json("/v4/rpc", """
				{"jsonrpc":"2.0","result":{"outpoints":[%s],"balances":{"entries":[]}},"id":1}"""
			.formatted(String.join(",", List.of(outpoints))));
	}

	private static String older(String block, String tx, String amount) {
		return """
				{"runes":[{"rune":{"id":{"block":"%s","tx":"%s"},"name":"DIESEL","spacedName":"DIESEL","divisibility":1,
				 "spacers":0,"symbol":"D"},"balance":%s}],
				 "outpoint":{"txid":"75138a787dff2b7a7045173413233b363bb6a9c59069ed060e3efe830a0834e7","vout":0},
				 "output":{"value":"0x222","script":"0014751e76e8199196d454941c45d1b3a323f1433bd6"},
				 "height":880000,"txindex":12}""".formatted(block, tx, amount);
	}

	private static String newer(String block, String tx, String amount) {
		return """
				{"balance_sheet":{"cached":{"balances":[{"block":%s,"tx":%s,"amount":%s}]}},
				 "outpoint":{"txid":"e79134080a83fe3e0e06ed6990c5a9b63b362313341745707a2bff7d788a1375","vout":0},
				 "output":{"value":546},"height":2,"txindex":0}""".formatted(block, tx, amount);
	}

}
