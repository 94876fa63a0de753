package io.darkswap.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.DeterministicWallet.ExtendedPrivateKey;
import fr.acinq.bitcoin.MnemonicCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the secrets in a heap dump of a wallet whose mnemonic comes from a file. The
 * application runs with a collector that never collects, so the dump holds everything
 * that was ever on the heap and not erased.
 */
class WalletHeapDumpTests {

	private static final List<String> NEVER_COLLECT = List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC",
			"-Xmx1g");

	/** The default path: BIP84, the first address on the test network. */
	private static final List<Long> PATH = List.of(hardened(84), hardened(1), hardened(0), 0L, 0L);

	@TempDir
	private static Path folder;

	private static final byte[] entropy = randomBytes();

	private static final List<String> words = MnemonicCode.toMnemonics(entropy);

	private static final List<String> propertyWords = MnemonicCode.toMnemonics(randomBytes());

	private static HeapDump dump;

	@BeforeAll
	static void dumpHeapOfRunningApplication() throws Exception {
		Path file = Files.writeString(folder.resolve("mnemonic"), String.join(" ", words) + "\n");
		try (TradingDeskProcess application = TradingDeskProcess.start(NEVER_COLLECT,
				List.of("--darkswap.wallet.mnemonic-file=" + file,
						"--desk.other-mnemonic=" + String.join(" ", propertyWords)))) {
			assertThat(application.get("/api/wallet/address")).contains("tb1q");
			dump = new HeapDump(application.dumpHeap(folder));
		}
	}

	@Test
	void holdsNoWordsOfTheMnemonicInSequence() throws IOException {
		assertThat(dump.containsInSequence(words)).isFalse();
	}

	@Test
	void holdsTheWordsOfOneInProperty() throws IOException {
		assertThat(dump.containsInSequence(propertyWords)).isTrue();
	}

	@Test
	void holdsNeitherEntropyNorSeed() throws IOException {
		assertThat(dump.containsAnyOf(entropy, seed())).isFalse();
	}

	@Test
	void holdsNoChainCodeAndNoIntermediateKey() throws IOException {
		Stream<byte[]> chainCodes = keys().stream().map((key) -> key.chaincode.toByteArray());
		Stream<byte[]> above = keys().stream().limit(PATH.size()).map((key) -> key.secretkeybytes.toByteArray());
		assertThat(dump.containsAnyOf(Stream.concat(chainCodes, above).toArray(byte[][]::new))).isFalse();
	}

	@Test
	void holdsTheKeyThatTheWalletSignsWith() throws IOException {
		assertThat(dump.containsAnyOf(keys().get(PATH.size()).secretkeybytes.toByteArray())).isTrue();
	}

	private static byte[] seed() {
		return MnemonicCode.toSeed(words, "");
	}

	/** Returns the master key and every key below it. */
	private static List<ExtendedPrivateKey> keys() {
		List<ExtendedPrivateKey> keys = new ArrayList<>(List.of(DeterministicWallet.generate(seed())));
		for (long step : PATH) {
			keys.add(keys.get(keys.size() - 1).derivePrivateKey(step));
		}
		return keys;
	}

	private static long hardened(long index) {
		return DeterministicWallet.hardenedKeyIndex + index;
	}

	private static byte[] randomBytes() {
		byte[] bytes = new byte[32];
		new SecureRandom().nextBytes(bytes);
		return bytes;
	}

}
