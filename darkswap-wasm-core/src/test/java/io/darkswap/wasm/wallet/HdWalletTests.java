package io.darkswap.wasm.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HdWalletTests {

	private static final String ABANDON = "abandon ".repeat(11) + "about";

	private static final int SIGNERS = 4;

	// BIP84's key of m/84'/0'/0'/0/0.
	private static final String WIF = "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d";

	@ParameterizedTest
	@ValueSource(strings = { "gr\uD83Dn", "gr\uDE00n", "\uDE00\uD83D" })
	void passphraseThatUtf8CannotEncodeIsRefused(String passphrase) {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> HdWallet.fromMnemonic(ABANDON.toCharArray(), passphrase.toCharArray(),
					Account.of(BitcoinNetwork.MAINNET)))
			.withMessageContaining("lone surrogate")
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.WALLET_INVALID));
	}

	@Test
	void aMnemonicLeadsToItsFirstNativeSegwitAddress() {
		HdWallet wallet = HdWallet.fromMnemonic(ABANDON.toCharArray(), BitcoinNetwork.MAINNET);
		assertThat(wallet.address()).isEqualTo("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
		assertThat(wallet.network()).isEqualTo(BitcoinNetwork.MAINNET);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			m/84'/0'/0'/0/0, bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu
			m/84'/0'/0'/0/1, bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g
			m/84'/0'/0'/1/0, bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el""")
	void showsTheAddressesThatBip84Publishes(String path, String address) {
		assertThat(wallet(Account.of(BitcoinNetwork.MAINNET).withPath(path)).address()).isEqualTo(address);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			m/86'/0'/0'/0/0, bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr
			m/86'/0'/0'/0/1, bc1p4qhjn9zdvkux4e44uhx8tc55attvtyu358kutcqkudyccelu0was9fqzwh
			m/86'/0'/0'/1/0, bc1p3qkhfews2uk44qtvauqyr2ttdsw7svhkl9nkm9s9c3x4ax5h60wqwruhk7""")
	void showsTheAddressesThatBip86Publishes(String path, String address) {
		Account account = Account.of(BitcoinNetwork.MAINNET, AccountType.TAPROOT);
		assertThat(wallet(account.withPath(path)).address()).isEqualTo(address);
	}

	@ParameterizedTest
	@CsvSource({ "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d, bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu",
			"Kxpf5b8p3qX56DKEe5NqWbNUP9MnqoRFzZwHRtsFqhzuvUJsYZCy, bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g",
			"KxuoxufJL5csa1Wieb2kp29VNdn92Us8CoaUG3aGtPtcF3AzeXvF, bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el" })
	void showsTheAddressOfThePrivateKeysThatBip84Publishes(String wif, String address) {
		assertThat(HdWallet.fromWif(wif.toCharArray(), BitcoinNetwork.MAINNET).address()).isEqualTo(address);
	}

	@Test
	void whiteSpaceAroundAPrivateKeyIsIgnored() {
		assertThat(HdWallet.fromWif((WIF + "\n").toCharArray(), BitcoinNetwork.MAINNET).address())
			.isEqualTo("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
	}

	@ParameterizedTest
	@CsvSource({ "MAINNET, NATIVE_SEGWIT, bc1q, 42", "MAINNET, TAPROOT, bc1p, 62", "TESTNET, NATIVE_SEGWIT, tb1q, 42",
			"TESTNET, TAPROOT, tb1p, 62", "SIGNET, NATIVE_SEGWIT, tb1q, 42", "SIGNET, TAPROOT, tb1p, 62",
			"REGTEST, NATIVE_SEGWIT, bcrt1q, 44", "REGTEST, TAPROOT, bcrt1p, 64" })
	void anAddressShowsItsNetworkAndType(BitcoinNetwork network, AccountType type, String prefix, int length) {
		HdWallet wallet = HdWallet.random(Account.of(network, type));
		assertThat(wallet.address()).startsWith(prefix).hasSize(length);
		assertThat(wallet.network()).isEqualTo(network);
	}

	@Test
	void aPassphraseLeadsToAnotherWallet() {
		Account account = Account.of(BitcoinNetwork.MAINNET);
		assertThat(HdWallet.fromMnemonic(ABANDON.toCharArray(), "TREZOR".toCharArray(), account).address())
			.isNotEqualTo(wallet(account).address());
	}

	@Test
	void randomWalletsDiffer() {
		HdWallet wallet = HdWallet.random(BitcoinNetwork.TESTNET);
		assertThat(wallet.address()).isNotEqualTo(HdWallet.random(BitcoinNetwork.TESTNET).address());
	}

	@ParameterizedTest
	@EnumSource
	void aPrivateKeySignsForItsAddress(AccountType type) {
		byte[] hash = new byte[32];
		HdWallet wallet = HdWallet.fromWif(WIF.toCharArray(), BitcoinNetwork.MAINNET, type);
		assertThat(SignatureVerifier.verify(BitcoinNetwork.MAINNET, wallet.address(), hash, wallet.sign(hash)))
			.isTrue();
		assertThat(hash).containsOnly(0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 31, 33 })
	void signsNothingButAHash(int length) {
		HdWallet wallet = HdWallet.random(BitcoinNetwork.TESTNET);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> wallet.sign(new byte[length]))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
	}

	@Test
	void refusesToSignOnceClosed() {
		HdWallet wallet = HdWallet.random(BitcoinNetwork.TESTNET);
		String address = wallet.address();
		wallet.close();
		wallet.close();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> wallet.sign(new byte[32]))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.WALLET_INVALID));
		assertThat(wallet.address()).isEqualTo(address);
	}

	// One wallet rarely shows a race; a hundred do.
	@Test
	void closingLetsSignaturesInProgressFinishAndSpoilsNone() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(SIGNERS);
		try {
			for (int i = 0; i < 100; i++) {
				assertSignsWellUntilClosed(HdWallet.random(BitcoinNetwork.TESTNET), threads);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void assertSignsWellUntilClosed(HdWallet wallet, ExecutorService threads) throws Exception {
		CountDownLatch signing = new CountDownLatch(SIGNERS);
		List<Future<byte[]>> signed = new ArrayList<>();
		for (int i = 0; i < SIGNERS; i++) {
			signed.add(threads.submit(() -> lastSignature(wallet, signing)));
		}
		signing.await();
		wallet.close();
		for (Future<byte[]> signature : signed) {
			assertThat(
					SignatureVerifier.verify(BitcoinNetwork.TESTNET, wallet.address(), new byte[32], signature.get()))
				.isTrue();
		}
	}

	private static byte[] lastSignature(HdWallet wallet, CountDownLatch signing) {
		byte[] signature = wallet.sign(new byte[32]);
		signing.countDown();
		try {
			while (!Thread.currentThread().isInterrupted()) {
				signature = wallet.sign(new byte[32]);
			}
		}
		catch (DarkSwapException ex) {
			assertThat(ex.code()).isEqualTo(ErrorCode.WALLET_INVALID);
		}
		return signature;
	}

	private static HdWallet wallet(Account account) {
		return HdWallet.fromMnemonic(ABANDON.toCharArray(), new char[0], account);
	}

}
