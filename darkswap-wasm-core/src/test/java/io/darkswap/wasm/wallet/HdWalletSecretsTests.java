package io.darkswap.wasm.wallet;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

import fr.acinq.bitcoin.MnemonicCode;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Secrets are only where they belong. */
class HdWalletSecretsTests {

	private static final Account ACCOUNT = Account.of(BitcoinNetwork.MAINNET);

	private static final String ABANDON = "abandon ".repeat(11) + "about";

	// BIP84's key of ABANDON's first address.
	private static final String WIF = "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d";

	@Test
	void toStringShowsNoSecret() {
		HdWallet wallet = HdWallet.fromMnemonic(ABANDON.toCharArray(), BitcoinNetwork.MAINNET);
		assertThat(wallet).hasToString("HdWallet[MAINNET, bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu]");
	}

	@Test
	void aMnemonicIsErasedOnceRead() {
		char[] mnemonic = ABANDON.toCharArray();
		char[] passphrase = "TREZOR".toCharArray();
		HdWallet.fromMnemonic(mnemonic, passphrase, ACCOUNT);
		assertThat(mnemonic).containsOnly('\0');
		assertThat(passphrase).containsOnly('\0');
	}

	@Test
	void aMnemonicIsErasedWhenRefused() {
		char[] mnemonic = "abandon".toCharArray();
		char[] passphrase = "TREZOR".toCharArray();
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> HdWallet.fromMnemonic(mnemonic, passphrase, ACCOUNT));
		assertThat(mnemonic).containsOnly('\0');
		assertThat(passphrase).containsOnly('\0');
	}

	@Test
	void aPrivateKeyIsErasedOnceRead() {
		char[] wif = WIF.toCharArray();
		HdWallet.fromWif(wif, BitcoinNetwork.MAINNET);
		assertThat(wif).containsOnly('\0');
	}

	@Test
	void aPrivateKeyIsErasedWhenRefused() {
		char[] wif = WIF.toCharArray();
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> HdWallet.fromWif(wif, BitcoinNetwork.TESTNET));
		assertThat(wif).containsOnly('\0');
	}

	@Test
	void noWordsOfAMnemonicAreLeftInSequenceEvenInGarbage(@TempDir Path folder) throws IOException {
		char[] mnemonic = randomMnemonic();
		byte[] words = maskedStart(mnemonic);
		char[] found = randomMnemonic();
		byte[] foundWords = maskedStart(found);

		HdWallet wallet = HdWallet.fromMnemonic(mnemonic, BitcoinNetwork.MAINNET);
		HeapDump heap = HeapDump.ofEverything(folder);

		assertThat(heap.containsAsChars(foundWords)).as("finds what is there").isTrue();
		assertThat(heap.containsAsChars(words)).isFalse();
		assertThat(heap.contains(words)).isFalse();
		assertThat(wallet.address()).startsWith("bc1q");
		assertThat(found).doesNotContain('\0');
	}

	@Test
	void theKeyIsOnTheHeapUntilTheWalletIsClosed(@TempDir Path folder) throws IOException {
		byte[] key = Wif.decode(WIF.toCharArray(), BitcoinNetwork.MAINNET);
		byte[] masked = HeapDump.masked(key);
		Arrays.fill(key, (byte) 0);

		HdWallet wallet = HdWallet.fromMnemonic(ABANDON.toCharArray(), BitcoinNetwork.MAINNET);
		wallet.sign(new byte[32]);

		assertThat(HeapDump.ofWhatLives(folder).contains(masked)).isTrue();
		wallet.close();
		assertThat(HeapDump.ofWhatLives(folder).contains(masked)).isFalse();
		assertThat(wallet.address()).isEqualTo("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
	}

	/** Never a string: the words are the list's own, joined in one array. */
	private static char[] randomMnemonic() {
		byte[] entropy = new byte[32];
		new SecureRandom().nextBytes(entropy);
		List<String> words = MnemonicCode.toMnemonics(entropy);
		CharBuffer joined = CharBuffer.allocate(words.stream().mapToInt((word) -> word.length() + 1).sum());
		for (String word : words) {
			for (int i = 0; i < word.length(); i++) {
				joined.put(word.charAt(i));
			}
			joined.put(' ');
		}
		return joined.array();
	}

	/** The first letters, some four words: enough to be found nowhere by chance. */
	private static byte[] maskedStart(char[] mnemonic) {
		byte[] start = new byte[20];
		for (int i = 0; i < start.length; i++) {
			start[i] = (byte) mnemonic[i];
		}
		byte[] masked = HeapDump.masked(start);
		Arrays.fill(start, (byte) 0);
		return masked;
	}

}
