package io.darkswap.wasm.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

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
 * Tests for {@link OrdBalanceSource}.
 */
class OrdBalanceSourceTests {

	private static final String ADDRESS = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";

	private static final Asset RUNE = Asset.rune("840000:3");

	private static final String NAME = "DOG•GO•TO•THE•MOON";

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
	void supportsRunesAlone() {
		OrdBalanceSource source = source();
		assertThat(source.supports(RUNE)).isTrue();
		assertThat(source.supports(Asset.bitcoin())).isFalse();
		assertThat(source.supports(Asset.alkane("2:0"))).isFalse();
		assertThat(this.stub.requests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0, 1100000000, 1100000000", "5, 12.5, 12.50000", "5, 12.50000, 12.50000", "5, 0.00001, 0.00001",
			"5, 0, 0.00000", "0, 340282366920938463463374607431768211455, 340282366920938463463374607431768211455",
			"38, 3.40282366920938463463374607431768211455, 3.40282366920938463463374607431768211455",
			"38, 1, 1.00000000000000000000000000000000000000" })
	void amountsAreExactAndHaveTheRunesDivisibility(int divisibility, String amount, String balance) {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, divisibility))
			.json("/address/" + ADDRESS, address("[\"" + NAME + "\",\"" + amount + "\",\"🐕\"]"));
		assertThat(source().balance(ADDRESS, RUNE)).isEqualTo(balance);
		assertThat(this.stub.balanceRequests()).map(Object::toString)
			.containsExactly("GET /rune/840000:3", "GET /address/" + ADDRESS);
	}

	@Test
	void theRuneIsFoundAmongOthersByItsSpacedName() {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, 5)).json("/address/" + ADDRESS, address("""
				["DOG","1","🐕"],["DOG•GO","2",null],["%s","3.25",null],["UNCOMMON•GOODS","4","⧉"]""".formatted(NAME)));
		assertThat(source().balance(ADDRESS, RUNE)).isEqualTo("3.25000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[\"UNCOMMON•GOODS\",\"4\",\"⧉\"]" })
	void aRuneThatIsNotListedIsNotOwned(String balances) {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, 5)).json("/address/" + ADDRESS, address(balances));
		assertThat(source().balance(ADDRESS, RUNE)).isEqualTo("0.00000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "1.234567", "1e3", "", ".", "1.", ".5", "1,5", " 1", "0x10", "NaN", "١",
			"340282366920938463463374607431768211456", "34028236692093846346337460743176821.14560" })
	void anImpossibleAmountIsAFailure(String amount) {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, 5))
			.json("/address/" + ADDRESS, address("[\"" + NAME + "\",\"" + amount + "\",null]"));
		assertFailure("sends a malformed answer");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "[\"DOG•GO•TO•THE•MOON\",5,null]", "[\"DOG•GO•TO•THE•MOON\"]", "[]", "{}", "1", "[1,\"2\"]" })
	void balancesThatAreNotNamesAndAmountsAreAFailure(String balances) {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, 5)).json("/address/" + ADDRESS, address(balances));
		assertFailure("sends a malformed answer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "{\"runes_balances\":{}}", "{\"runes_balances\":\"\"}" })
	void otherJsonOfAnAddressIsAFailure(String json) {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, 5)).json("/address/" + ADDRESS, json);
		assertFailure("there are no runes_balances in it");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "{\"id\":\"840000:3\",\"entry\":null}",
			"{\"id\":\"840000:3\",\"entry\":{\"spaced_rune\":\"A\"}}",
			"{\"id\":\"840000:3\",\"entry\":{\"spaced_rune\":\"A\",\"divisibility\":-1}}",
			"{\"id\":\"840000:3\",\"entry\":{\"spaced_rune\":\"A\",\"divisibility\":39}}",
			"{\"id\":\"840000:3\",\"entry\":{\"spaced_rune\":\"A\",\"divisibility\":4294967296}}",
			"{\"id\":\"840000:3\",\"entry\":{\"spaced_rune\":\"A\",\"divisibility\":1.5}}",
			"{\"id\":\"840000:3\",\"entry\":{\"spaced_rune\":\"A\",\"divisibility\":\"5\"}}",
			"{\"id\":\"840000:3\",\"entry\":{\"spaced_rune\":1,\"divisibility\":5}}",
			"{\"id\":\"840000:4\",\"entry\":{\"spaced_rune\":\"A\",\"divisibility\":5}}" })
	void otherJsonOfARuneIsAFailure(String json) {
		this.stub.json("/rune/840000:3", json);
		assertFailure("there is no rune 840000:3 with name and divisibility in it");
	}

	@Test
	void aServerWithoutRuneIndexIsAFailureThatNamesTheOption() {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, 5))
			.json("/address/" + ADDRESS,
					"{\"outputs\":[],\"inscriptions\":null,\"sat_balance\":0,\"runes_balances\":null}");
		assertFailure("start it with --index-runes");
	}

	@Test
	void aServerWithoutAddressIndexIsAFailureInItsOwnWords() {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, 5))
			.on("/address/" + ADDRESS,
					ChainStub.answer(404, "text/plain; charset=utf-8", "this server has no address index"));
		assertFailure("answers 404 (this server has no address index)");
	}

	@Test
	void anUnknownRuneIsAFailureInTheServersOwnWords() {
		this.stub.on("/rune/840000:3", ChainStub.answer(404, "text/plain; charset=utf-8", "rune 840000:3 not found"));
		assertFailure("answers 404 (rune 840000:3 not found)");
	}

	@Test
	void anAddressInCapitalsIsTheSameAddress() {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, 5))
			.json("/address/" + ADDRESS, address("[\"" + NAME + "\",\"1\",null]"));
		assertThat(source().balance(ADDRESS.toUpperCase(Locale.ROOT), RUNE)).isEqualTo("1.00000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "testnet", "testnet4", "signet", "other" })
	void aServerOfTheAddressesNetworkIsAccepted(String chain) {
		this.stub.json("/status", "{\"address_index\":true,\"chain\":\"" + chain + "\",\"height\":1}")
			.json("/rune/840000:3", rune("840000:3", NAME, 5))
			.json("/address/" + ADDRESS, address(""));
		assertThat(source().balance(ADDRESS, RUNE)).isEqualTo("0.00000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mainnet", "regtest" })
	void aServerOfAnotherNetworkIsAFailure(String chain) {
		this.stub.json("/status", "{\"address_index\":true,\"chain\":\"" + chain + "\",\"height\":1}")
			.json("/rune/840000:3", rune("840000:3", NAME, 5))
			.json("/address/" + ADDRESS, address(""));
		assertFailure("indexes " + chain + ", but the address is of testnet or signet");
	}

	@Test
	void answersAreCached() {
		this.stub.json("/rune/840000:3", rune("840000:3", NAME, 5))
			.json("/rune/1:0", rune("1:0", "UNCOMMON•GOODS", 0))
			.json("/address/" + ADDRESS, address("[\"" + NAME + "\",\"1\",null],[\"UNCOMMON•GOODS\",\"4\",\"⧉\"]"));
		OrdBalanceSource source = source();
		assertThat(source.balance(ADDRESS, RUNE)).isEqualTo("1.00000");
		assertThat(source.balance(ADDRESS, Asset.rune("1:0"))).isEqualTo("4");
		assertThat(source.balance(ADDRESS, RUNE)).isEqualTo("1.00000");
		assertThat(this.stub.balanceRequests()).map(Object::toString)
			.containsExactly("GET /rune/840000:3", "GET /address/" + ADDRESS, "GET /rune/1:0");
	}

	private void assertFailure(String message) {
		assertThatExceptionOfType(ChainException.class).isThrownBy(() -> source().balance(ADDRESS, RUNE))
			.withMessageContaining(message);
	}

	private OrdBalanceSource source() {
		return new OrdBalanceSource(new RecordingClients().client(this.stub.server("")),
				new CoalescingCache<>(Duration.ofMinutes(1)), new CoalescingCache<>(Duration.ofMinutes(1)));
	}

	private static String rune(String id, String name, int divisibility) {
		return """
				{"entry":{"block":840000,"burned":340282366920938463463374607431768211455,"divisibility":%d,
				 "etching":"e79134080a83fe3e0e06ed6990c5a9b63b362313341745707a2bff7d788a1375","mints":0,"number":431,
				 "premine":10000000000000000,"spaced_rune":"%s","symbol":"🐕","terms":null,"timestamp":1713571767,
				 "turbo":false},"id":"%s","mintable":false,"parent":null}""".formatted(divisibility, name, id);
	}

	private static String address(String balances) {
		return """
				{"outputs":["e79134080a83fe3e0e06ed6990c5a9b63b362313341745707a2bff7d788a1375:0"],"inscriptions":[],
				 "sat_balance":546,"runes_balances":[%s]}""".formatted(balances);
	}

}
