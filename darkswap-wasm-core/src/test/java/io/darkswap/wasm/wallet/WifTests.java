package io.darkswap.wasm.wallet;

import java.util.Arrays;
import java.util.HexFormat;

import fr.acinq.bitcoin.Base58Check;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WifTests {

	private static final byte[] KEY = HexFormat.of()
		.parseHex("0C28FCA386C7A227600B2FE50B7CAE11EC86D3BF1FBE471BE89827E19D72AA1D");

	// The key and this form of it are the example of the Bitcoin wiki's page on WIF.
	private static final String UNCOMPRESSED = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ";

	@Test
	void readsAKeyForMainnet() {
		assertThat(decode(wif(0x80, compressed(KEY)), BitcoinNetwork.MAINNET)).isEqualTo(KEY);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "MAINNET")
	void readsAKeyForTheTestNetworks(BitcoinNetwork network) {
		assertThat(decode(wif(0xEF, compressed(KEY)), network)).isEqualTo(KEY);
	}

	@Test
	void refusesAKeyForAnotherNetwork() {
		assertRefused(wif(0x80, compressed(KEY)), BitcoinNetwork.TESTNET).withMessageContaining("network");
		assertRefused(wif(0xEF, compressed(KEY)), BitcoinNetwork.MAINNET).withMessageContaining("network");
	}

	@Test
	void refusesAKeyForAnUncompressedPublicKey() {
		assertThat(wif(0x80, KEY)).isEqualTo(UNCOMPRESSED);
		assertRefused(UNCOMPRESSED, BitcoinNetwork.MAINNET).withMessageContaining("uncompressed");
	}

	@Test
	void refusesATypo() {
		String wif = wif(0x80, compressed(KEY));
		assertRefused(wif.substring(0, 20) + "z" + wif.substring(21), BitcoinNetwork.MAINNET)
			.withMessageContaining("checksum");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "0", "O0Il", "\u00e9\u4e00", "K", "1111111111" })
	void refusesWhatIsNoBase58(String text) {
		assertRefused(text, BitcoinNetwork.MAINNET).withMessageContaining("checksum");
	}

	@Test
	void refusesKeysOfAnotherLengthOrEnding() {
		byte[] ending = compressed(KEY);
		ending[32] = 2;
		assertRefused(wif(0x80, ending), BitcoinNetwork.MAINNET);
		assertRefused(wif(0x80, Arrays.copyOf(KEY, 31)), BitcoinNetwork.MAINNET);
		assertRefused(wif(0x80, new byte[0]), BitcoinNetwork.MAINNET);
	}

	@Test
	void refusesNumbersOutsideTheRangeOfKeys() {
		byte[] tooLarge = new byte[32];
		Arrays.fill(tooLarge, (byte) 0xFF);
		assertRefused(wif(0x80, compressed(tooLarge)), BitcoinNetwork.MAINNET).withMessageContaining("range");
		assertRefused(wif(0x80, compressed(new byte[32])), BitcoinNetwork.MAINNET).withMessageContaining("range");
	}

	private static ThrowableAssertAlternative<DarkSwapException> assertRefused(String wif, BitcoinNetwork network) {
		return assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> decode(wif, network))
			.withNoCause()
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(ErrorCode.WALLET_INVALID);
				if (wif.length() > 20) {
					assertThat(ex.getMessage()).doesNotContain(wif).doesNotContainIgnoringCase("0C28FCA3");
				}
			});
	}

	private static byte[] decode(String wif, BitcoinNetwork network) {
		return Wif.decode(wif.toCharArray(), network);
	}

	private static String wif(int prefix, byte[] payload) {
		return Base58Check.encode((byte) prefix, payload);
	}

	private static byte[] compressed(byte[] key) {
		byte[] payload = Arrays.copyOf(key, key.length + 1);
		payload[key.length] = 1;
		return payload;
	}

}
