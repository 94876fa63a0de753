package io.darkswap.wasm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.darkswap.wasm.trading.Balances;
import io.darkswap.wasm.wallet.BalanceSource;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BalanceTests {

	private static final String ADDRESS = "bcrt1qaddress";

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	private static final Asset ALKANE = Asset.alkane("2:0");

	@ParameterizedTest
	@EnumSource
	void clientReturnsTheBalancesOfItsWalletsAddress(ClientKind kind) {
		HdWallet wallet = HdWallet.random(BitcoinNetwork.REGTEST);
		BalanceSource source = new Fixed(Map.of(BTC, "0.00001234", RUNE, "12.50")) {

			@Override
			public BigDecimal balance(String address, Asset asset) {
				assertThat(address).isEqualTo(wallet.address());
				return super.balance(address, asset);
			}

		};
		try (DarkSwapClient client = kind.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, wallet))
			.balanceSource(source)
			.build()) {
			client.initialize();
			assertThat(client.getBalance()).isEqualTo(1234);
			assertThat(client.getAssetBalance(BTC)).isEqualTo("0.00001234");
			assertThat(client.getAssetBalance(RUNE)).isEqualTo("12.50");
			assertRefused(ErrorCode.CHAIN_SOURCE_MISSING, () -> client.getAssetBalance(ALKANE));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aClientWithoutSourceReturnsNoBalance(ClientKind kind) {
		try (DarkSwapClient client = kind.builder().build()) {
			client.initialize();
			assertRefused(ErrorCode.CHAIN_SOURCE_MISSING, client::getBalance);
			assertRefused(ErrorCode.CHAIN_SOURCE_MISSING, () -> client.getAssetBalance(BTC));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aClientThatIsNotInitialisedReturnsNoBalance(ClientKind kind) {
		try (DarkSwapClient client = kind.builder().balanceSource(new Fixed(Map.of(BTC, "1"))).build()) {
			assertRefused(ErrorCode.NOT_INITIALIZED, client::getBalance);
			assertRefused(ErrorCode.NOT_INITIALIZED, () -> client.getAssetBalance(BTC));
		}
	}

	@ParameterizedTest
	@CsvSource({ "BTC, esplora.url", "RUNE:840000:3, ord.url", "ALKANE:2:0, alkanes.url" })
	void aMissingSourceNamesTheOptionToSet(String asset, String option) {
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> balances().of(ADDRESS, Asset.parse(asset)));
		assertThat(failure.code()).isEqualTo(ErrorCode.CHAIN_SOURCE_MISSING);
		assertThat(failure).hasMessageContaining(asset).hasMessageContaining("set the option " + option);
		assertThat(failure.option()).hasValue(option);
	}

	@Test
	void theFirstSourceThatSupportsTheAssetIsUsed() {
		Balances balances = balances(new Fixed(Map.of(RUNE, "1")), new Fixed(Map.of(RUNE, "2", ALKANE, "3")));
		assertThat(balances.of(ADDRESS, RUNE)).isEqualTo("1");
		assertThat(balances.of(ADDRESS, ALKANE)).isEqualTo("3");
	}

	@Test
	void satoshiAreExactUpToTheLastBitcoin() {
		assertThat(balances(new Fixed(Map.of(BTC, "20999999.97690000"))).satoshi(ADDRESS))
			.isEqualTo(2_099_999_997_690_000L);
		assertThat(balances(new Fixed(Map.of(BTC, "0"))).satoshi(ADDRESS)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-0.00000001", "0.000000001", "92233720368.54775808" })
	void anInvalidNumberOfSatoshiIsAFailure(String bitcoin) {
		assertRefused(ErrorCode.WALLET_BALANCE_FAILED,
				() -> balances(new Fixed(Map.of(BTC, bitcoin))).satoshi(ADDRESS));
	}

	@Test
	void aNegativeBalanceIsAFailure() {
		assertRefused(ErrorCode.WALLET_ASSET_BALANCE_FAILED,
				() -> balances(new Fixed(Map.of(RUNE, "-1"))).of(ADDRESS, RUNE));
	}

	@Test
	void noBalanceAtAllIsAFailure() {
		BalanceSource source = new Fixed(Map.of(RUNE, "1")) {

			@Override
			public BigDecimal balance(String address, Asset asset) {
				return null;
			}

		};
		assertRefused(ErrorCode.WALLET_ASSET_BALANCE_FAILED, () -> balances(source).of(ADDRESS, RUNE));
	}

	@Test
	void aSourcesFailureIsTheCauseAndNamesTheRemedy() {
		IllegalStateException cause = new IllegalStateException("the node is off: switch it on");
		Balances balances = balances(new Failing(cause));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> balances.satoshi(ADDRESS))
			.withMessage("The balance of BTC cannot be read: the node is off: switch it on")
			.withCause(cause)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.WALLET_BALANCE_FAILED);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> balances.of(ADDRESS, RUNE))
			.withMessage("The balance of RUNE:840000:3 cannot be read: the node is off: switch it on")
			.withCause(cause)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.WALLET_ASSET_BALANCE_FAILED);
	}

	@Test
	void aSourcesOwnErrorCodeIsKept() {
		DarkSwapException interrupted = new DarkSwapException(ErrorCode.CALL_INTERRUPTED, "Interrupted");
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> balances(new Failing(interrupted)).satoshi(ADDRESS))
			.isSameAs(interrupted);
	}

	@Test
	void aMissingAssetIsRefused() {
		assertRefused(ErrorCode.INVALID_ARGUMENT, () -> balances().of(ADDRESS, null));
		assertRefused(ErrorCode.INVALID_ARGUMENT, () -> DarkSwapClient.builder().balanceSource(null));
	}

	private static Balances balances(BalanceSource... sources) {
		return new Balances(List.of(sources));
	}

	private static void assertRefused(ErrorCode code, Runnable call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.extracting(DarkSwapException::code)
			.isEqualTo(code);
	}

	/** Returns fixed balances for any address. */
	private static class Fixed implements BalanceSource {

		private final Map<Asset, String> balances;

		Fixed(Map<Asset, String> balances) {
			this.balances = balances;
		}

		@Override
		public boolean supports(Asset asset) {
			return this.balances.containsKey(asset);
		}

		@Override
		public BigDecimal balance(String address, Asset asset) {
			return new BigDecimal(this.balances.get(asset));
		}

	}

	/** Supports every asset and always fails. */
	private record Failing(RuntimeException failure) implements BalanceSource {

		@Override
		public boolean supports(Asset asset) {
			return true;
		}

		@Override
		public BigDecimal balance(String address, Asset asset) {
			throw this.failure;
		}

	}

}
