package io.darkswap.wasm.wallet;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SignatureVerifierTests {

	private static final BitcoinNetwork NETWORK = BitcoinNetwork.TESTNET;

	// SEC 2, 2.4.1: the number of points of secp256k1.
	private static final BigInteger ORDER = new BigInteger(
			"FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", 16);

	private final byte[] hash = new byte[32];

	SignatureVerifierTests() {
		Arrays.fill(this.hash, (byte) 42);
	}

	@ParameterizedTest
	@EnumSource
	void acceptsWhatTheWalletOfTheAddressSigned(AccountType type) {
		// Enough keys that both signs of a public key and of a nonce occur.
		for (int i = 0; i < 32; i++) {
			HdWallet wallet = wallet(type);
			byte[] signature = wallet.sign(this.hash);
			assertThat(signature).hasSize(64);
			assertThat(verify(wallet.address(), this.hash, signature)).isTrue();
			assertThat(verify(wallet.address().toUpperCase(Locale.ROOT), this.hash, signature)).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource
	void refusesTheSignatureOfAnother(AccountType type) {
		assertThat(verify(wallet(type).address(), this.hash, wallet(type).sign(this.hash))).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void refusesAnotherHash(AccountType type) {
		HdWallet wallet = wallet(type);
		byte[] signature = wallet.sign(this.hash);
		this.hash[31] ^= 1;
		assertThat(verify(wallet.address(), this.hash, signature)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void refusesASignatureWithAnyByteChanged(AccountType type) {
		HdWallet wallet = wallet(type);
		for (int i = 0; i < 64; i++) {
			byte[] signature = wallet.sign(this.hash);
			signature[i] ^= 0x10;
			assertThat(verify(wallet.address(), this.hash, signature)).as("byte %d", i).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 63, 65, 128 })
	void refusesASignatureOfAnotherLength(int length) {
		HdWallet wallet = wallet(AccountType.NATIVE_SEGWIT);
		byte[] signature = Arrays.copyOf(wallet.sign(this.hash), length);
		assertThat(verify(wallet.address(), this.hash, signature)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void refusesSignaturesThatAreNoNumbersOfTheCurve(AccountType type) {
		String address = wallet(type).address();
		byte[] ones = new byte[64];
		Arrays.fill(ones, (byte) 0xFF);
		assertThat(verify(address, this.hash, new byte[64])).isFalse();
		assertThat(verify(address, this.hash, ones)).isFalse();
	}

	// Otherwise anyone could derive a second signature of an order from the first.
	@Test
	void refusesTheHighTwinOfAnEcdsaSignature() {
		HdWallet wallet = wallet(AccountType.NATIVE_SEGWIT);
		byte[] signature = wallet.sign(this.hash);
		byte[] twin = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64))).toByteArray();
		System.arraycopy(twin, twin.length - 32, signature, 32, 32);
		assertThat(verify(wallet.address(), this.hash, signature)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void refusesAnAddressOfAnotherNetwork(AccountType type) {
		HdWallet wallet = wallet(type);
		byte[] signature = wallet.sign(this.hash);
		assertThat(SignatureVerifier.verify(BitcoinNetwork.MAINNET, wallet.address(), this.hash, signature)).isFalse();
		assertThat(SignatureVerifier.verify(BitcoinNetwork.REGTEST, wallet.address(), this.hash, signature)).isFalse();
	}

	// From the fourth on: another owner's, P2PKH, P2WSH, and one with another prefix.
	@ParameterizedTest
	@ValueSource(strings = { "", "tb1", "nonsense", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsy",
			"mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
			"tb1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu" })
	void refusesWhatIsNoAddressOfOneKey(String address) {
		assertThat(verify(address, this.hash, wallet(AccountType.NATIVE_SEGWIT).sign(this.hash))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 31, 33 })
	void refusesToVerifyAnythingButAHash(int length) {
		HdWallet wallet = wallet(AccountType.TAPROOT);
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> verify(wallet.address(), new byte[length], new byte[64]))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
	}

	private static HdWallet wallet(AccountType type) {
		return HdWallet.random(Account.of(NETWORK, type));
	}

	private static boolean verify(String address, byte[] hash, byte[] signature) {
		return SignatureVerifier.verify(NETWORK, address, hash, signature);
	}

}
