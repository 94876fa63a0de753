package io.darkswap.wasm.autoconfigure.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.wallet.Account;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.SignatureVerifier;
import io.darkswap.wasm.wallet.Wallet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapWalletAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DarkSwapWalletAutoConfigurationTests {

	private static final String ABANDON = "abandon ".repeat(11) + "about";

	// Published by BIP84 and BIP86 for ABANDON.
	private static final String SEGWIT = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";

	private static final String TAPROOT = "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr";

	private static final String SECOND_TAPROOT = "bc1p4qhjn9zdvkux4e44uhx8tc55attvtyu358kutcqkudyccelu0was9fqzwh";

	private static final String WIF = "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d";

	private static final String RANDOM = "whose funds are lost at restart";

	private static final String READABLE = "can be read by every user of this machine";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapWalletAutoConfiguration.class));

	private final ApplicationContextRunner mainnet = this.contextRunner
		.withPropertyValues("darkswap.wallet.network=mainnet");

	@Test
	void whenNothingIsSetThenWalletIsRandomAndOfTestNetwork() {
		this.contextRunner.run((context) -> {
			Wallet wallet = context.getBean(Wallet.class);
			assertThat(wallet.network()).isEqualTo(BitcoinNetwork.TESTNET);
			assertThat(wallet.address()).startsWith("tb1q").isEqualTo(wallet.address());
			assertThat(SignatureVerifier.verify(wallet.network(), wallet.address(), new byte[32],
					wallet.sign(new byte[32])))
				.isTrue();
			this.contextRunner.run((other) -> assertThat(address(other)).isNotEqualTo(wallet.address()));
		});
	}

	@Test
	void whenNothingIsSetThenOneWarningSaysThatFundsWillBeLost(CapturedOutput output) {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(DarkSwapClientAutoConfiguration.class,
					DarkSwapWasmLoaderAutoConfiguration.class))
			.run((context) -> assertThat(context.getBean(DarkSwapClient.class).getAddress()).startsWith("tb1q"));
		assertThat(output).containsOnlyOnce(RANDOM).containsOnlyOnce("WARN");
	}

	@Test
	void whenBooksAreKeptThenWarningSaysThatOrdersOfTheRandomWalletStay(CapturedOutput output) {
		this.contextRunner.withPropertyValues("darkswap.log.directory=desk-log")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).containsOnlyOnce(RANDOM + ", while its orders stay in the command log");
	}

	@ParameterizedTest
	@CsvSource({ "mainnet,bc1q", "testnet,tb1q", "signet,tb1q", "regtest,bcrt1q" })
	void whenNetworkIsSetThenAddressIsOfThatNetwork(String network, String prefix) {
		this.contextRunner.withPropertyValues("darkswap.wallet.network=" + network)
			.run((context) -> assertThat(address(context)).startsWith(prefix));
	}

	@Test
	void whenAccountTypeIsTaprootThenRandomAddressIsTaproot() {
		this.contextRunner.withPropertyValues("darkswap.wallet.account-type=taproot")
			.run((context) -> assertThat(address(context)).startsWith("tb1p"));
	}

	@Test
	void clientTradesFromTheFirstAddressThatBip84PublishesForTheMnemonic(CapturedOutput output) {
		this.mainnet
			.withConfiguration(AutoConfigurations.of(DarkSwapClientAutoConfiguration.class,
					DarkSwapWasmLoaderAutoConfiguration.class))
			.withPropertyValues("darkswap.wallet.mnemonic=" + ABANDON)
			.run((context) -> assertThat(context.getBean(DarkSwapClient.class).getAddress()).isEqualTo(SEGWIT));
		assertThat(output).doesNotContain("WARN");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
			account-type=native-segwit        | bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu
			account-type=taproot              | bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr
			address-index=0                   | bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu
			address-index=1                   | bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g
			derivation-path=m/84'/0'/0'/1/0   | bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el
			derivation-path=m/84h/0h/0h/1/0   | bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el
			""")
	void mnemonicLeadsToTheKeyThatIsAskedFor(String property, String address) {
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic=" + ABANDON, "darkswap.wallet." + property)
			.run((context) -> assertThat(address(context)).isEqualTo(address));
	}

	@Test
	void addressIndexCountsOnThePathOfTheAccountType() {
		this.mainnet
			.withPropertyValues("darkswap.wallet.mnemonic=" + ABANDON, "darkswap.wallet.account-type=taproot",
					"darkswap.wallet.address-index=1")
			.run((context) -> assertThat(address(context)).isEqualTo(SECOND_TAPROOT));
	}

	@Test
	void derivationPathLeavesTheAccountType() {
		this.mainnet
			.withPropertyValues("darkswap.wallet.mnemonic=" + ABANDON, "darkswap.wallet.account-type=taproot",
					"darkswap.wallet.derivation-path=m/86'/0'/0'/0/0")
			.run((context) -> assertThat(address(context)).isEqualTo(TAPROOT));
	}

	@Test
	void passphraseLeadsToAnotherWallet() {
		Wallet expected = HdWallet.fromMnemonic(ABANDON.toCharArray(), "12345678".toCharArray(),
				Account.of(BitcoinNetwork.MAINNET));
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic=" + ABANDON, "darkswap.wallet.passphrase=12345678")
			.run((context) -> assertThat(address(context)).isEqualTo(expected.address()).isNotEqualTo(SEGWIT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", "${DESK_PASSPHRASE}", "a${DESK_PASSPHRASE}", "gr\uFFFDn", "12345678\n",
			"a\tb", "\u0007", "a\u2028", "\uFEFFa", "\uD83D", "a\uDE00b", "gr\u00C3\u00BCn", "gr\u00C3\u00BCn \u20AC",
			"\u20AC gr\u00C3\u00BCn", "\u20ACgr\u00C3\u00BCn\u20AC", "${", "a${DESK_PASSPHRASE", "@desk.passphrase@",
			"ENC(bm8gc2VjcmV0)", "ENC[AES256_GCM,data:bm8=]", "{cipher}bm8gc2VjcmV0", "{{ .Values.passphrase }}",
			"$(DESK_PASSPHRASE)", "$DESK_PASSPHRASE", "%DESK_PASSPHRASE%", "<no value>", "null", "undefined",
			"#{systemProperties['x']}", " a", "a ", " a b ", "a\u00A0", "gr\u200Ben", "gr\u00ADen", "green\u2060",
			"\u200Egreen", "a\u200Db", "a\u3164b", "a\uDB40\uDC01b" })
	void whenPassphraseIsImplausibleThenFailsAndNamesRemedy(String passphrase) {
		withSource(Map.of("darkswap.wallet.mnemonic", ABANDON, "darkswap.wallet.passphrase", passphrase))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(DarkSwapException.class)
				.hasMessageMatching("(?s)darkswap\\.wallet\\.passphrase (holds|is|was|starts) .*: .*"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "12345678", "a b", "gr\u00FCn", "Gr\u00FC\u00DFe \uD83D\uDE00", "$", "$ {a}", "a@b@c",
			"ENC", "a ENC(b)", "$(", "$ecret", "$A", "100%", "#", "{a}", "\u2764\uFE0F",
			"\uD83D\uDC69\u200D\uD83D\uDCBB" })
	void whenPassphraseIsPlausibleThenOpensItsWallet(String passphrase) {
		Wallet expected = HdWallet.fromMnemonic(ABANDON.toCharArray(), passphrase.toCharArray(),
				Account.of(BitcoinNetwork.MAINNET));
		withSource(Map.of("darkswap.wallet.mnemonic", ABANDON, "darkswap.wallet.passphrase", passphrase))
			.run((context) -> assertThat(address(context)).isEqualTo(expected.address()));
	}

	@ParameterizedTest
	@CsvSource({ "passphrase,", "passphrase-file,classpath:/abandon.mnemonic" })
	void whenPassphraseIsTheMnemonicThenFails(String property, @Nullable String file) {
		this.mainnet
			.withPropertyValues("darkswap.wallet.mnemonic-file=classpath:/abandon.mnemonic",
					"darkswap.wallet." + property + "=" + ((file != null) ? file : ABANDON))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(DarkSwapException.class)
				.hasMessageMatching("darkswap\\.wallet\\.passphrase(-file)? is the mnemonic itself: .*"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "%s\n", "%s\r\n", "\uFEFF%s\n" })
	void passphraseFileHoldsThePassphraseInUtf8(String content, @TempDir Path folder) throws IOException {
		String passphrase = " Gr\u00FC\u00DFe \uD83D\uDE00 ";
		Wallet expected = HdWallet.fromMnemonic(ABANDON.toCharArray(), passphrase.toCharArray(),
				Account.of(BitcoinNetwork.MAINNET));
		Path file = Files.writeString(folder.resolve("passphrase"), content.formatted(passphrase));
		this.mainnet
			.withPropertyValues("darkswap.wallet.mnemonic=" + ABANDON, "darkswap.wallet.passphrase-file=" + file)
			.run((context) -> assertThat(address(context)).isEqualTo(expected.address()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			UTF-8      | ''      | is blank
			UTF-8      | \\n     | is blank
			UTF-8      | a\\n\\n  | holds a control character
			UTF-8      | a\\tb    | holds a control character
			ISO-8859-1 | gr\u00FCn    | is not in UTF-8
			UTF-16     | green   | is in UTF-16
			UTF-16LE   | green   | is in UTF-16
			UTF-16BE   | green   | is in UTF-16
			""")
	void whenPassphraseFileCannotBeMeantThenFails(String charset, String content, String problem, @TempDir Path folder)
			throws IOException {
		String text = content.replace("\\n", "\n").replace("\\t", "\t");
		Path file = Files.write(folder.resolve("passphrase"), text.getBytes(charset));
		this.mainnet
			.withPropertyValues("darkswap.wallet.mnemonic=" + ABANDON, "darkswap.wallet.passphrase-file=" + file)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("file that darkswap.wallet.passphrase-file names " + problem));
	}

	@ParameterizedTest
	@ValueSource(strings = { "passphrase=green", "passphrase-file=classpath:/abandon.mnemonic",
			"derivation-path=m/84'/0'/7'/0/0", "address-index=3" })
	void whenPartOfMnemonicIsGivenWithoutMnemonicThenFails(String property) {
		this.mainnet.withPropertyValues("darkswap.wallet." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("darkswap.wallet.%s is set without a mnemonic: set darkswap.wallet.mnemonic-file too,"
					.formatted(property.substring(0, property.indexOf('='))) + " or remove it"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "network", "account-type", "address-index", "derivation-path", "sign-orders", "mnemonic",
			"mnemonic-file", "passphrase", "passphrase-file", "private-key" })
	void whenPropertyIsBlankThenFails(String property) {
		for (String blank : List.of("", " ")) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(DarkSwapWalletAutoConfiguration.class))
				.withInitializer(source(Map.of("darkswap.wallet." + property, blank)))
				.run((context) -> assertThat(context).getFailure()
					.hasStackTraceContaining("darkswap.wallet." + property));
		}
	}

	@Test
	void whenWalletIsDefinedThenBlankNetworkFailsToo() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(DarkSwapClientAutoConfiguration.class,
					DarkSwapWasmLoaderAutoConfiguration.class))
			.withBean(Wallet.class, () -> HdWallet.random(BitcoinNetwork.TESTNET))
			.withPropertyValues("darkswap.wallet.network=")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("darkswap.wallet.network is blank"));
	}

	@Test
	void blankMnemonicOrKeyBesideARealOneIsNotGiven() {
		for (Map<String, Object> real : List.<Map<String, Object>>of(Map.of("mnemonic", ABANDON),
				Map.of("mnemonic-file", "classpath:/abandon.mnemonic"), Map.of("private-key", WIF))) {
			this.mainnet
				.withPropertyValues("darkswap.wallet.mnemonic=", "darkswap.wallet.mnemonic-file=",
						"darkswap.wallet.private-key=")
				.withInitializer(source(
						Map.of("darkswap.wallet." + real.keySet().iterator().next(), real.values().iterator().next())))
				.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-16BE" })
	void whenMnemonicFileIsInUtf16ThenSaysSo(String charset, @TempDir Path folder) throws IOException {
		Path file = Files.write(folder.resolve("mnemonic"), ABANDON.getBytes(charset));
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=" + file)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage(
						"The file that darkswap.wallet.mnemonic-file names is in UTF-16, or no text: save it in UTF-8"));
	}

	@Test
	void mnemonicFileMayStartWithByteOrderMark(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("mnemonic"), "\uFEFF" + ABANDON);
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=" + file)
			.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "mnemonic-file", "passphrase-file" })
	@DisabledOnOs(OS.WINDOWS)
	void whenEveryUserMayWriteFileThenFails(String property, @TempDir Path folder) throws IOException {
		Path file = fileWithRights(folder, "rw----rw-");
		this.mainnet
			.withPropertyValues(property.startsWith("pass") ? "darkswap.wallet.mnemonic=" + ABANDON : "unused=",
					"darkswap.wallet." + property + "=" + file)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("The file that darkswap.wallet.%s names can be changed by every user of this machine:"
					.formatted(property) + " take that right away (chmod o-w)"));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whenGroupMayWriteFileThenFails(@TempDir Path folder) throws IOException {
		Path file = fileWithRights(folder, "rw--w----");
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=" + file)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("The file that darkswap.wallet.mnemonic-file names can be changed by its group:"
						+ " take that right away (chmod g-w)"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "secrets/mnemonic", "secrets/private/mnemonic", "private/link" })
	@DisabledOnOs(OS.WINDOWS)
	void whenEveryUserMayReplaceFileThenFails(String location, @TempDir Path folder) throws IOException {
		Path writable = Files.createDirectory(folder.resolve("secrets"));
		Path inWritable = fileWithRights(writable, "rw-------");
		fileWithRights(Files.createDirectory(writable.resolve("private")), "rw-------");
		Files.createSymbolicLink(Files.createDirectory(folder.resolve("private")).resolve("link"), inWritable);
		Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxrwx"));
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=" + folder.resolve(location))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("can be replaced by every user of this machine"));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whenUsersMayReplaceTheirOwnFilesOnlyThenFileIsRead(@TempDir Path folder) throws IOException {
		Path file = fileWithRights(folder, "rw-------");
		Files.setAttribute(folder, "unix:mode", 01777);
		start(file);
	}

	@Test
	void whenRelativeFileIsMissingThenFailureNamesTheWorkingDirectoryAndNotTheFile() {
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=no/such/file")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageEndingWith("(its path is relative to %s)".formatted(Path.of("").toAbsolutePath()))
				.hasMessageNotContaining("no/such/file"));
	}

	@Test
	void privateKeyIsTheWallet(CapturedOutput output) {
		this.mainnet.withPropertyValues("darkswap.wallet.private-key=" + WIF)
			.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void privateKeyHasAnAddressOfTheAccountType() {
		this.mainnet.withPropertyValues("darkswap.wallet.private-key=" + WIF, "darkswap.wallet.account-type=taproot")
			.run((context) -> assertThat(address(context)).startsWith("bc1p"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "\r\n", "\n\n" })
	void mnemonicFileMayHaveAnyLineEnd(String end, @TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("mnemonic"), ABANDON + end);
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=" + file)
			.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
	}

	@Test
	void mnemonicFileMayHoldOneWordPerLine(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("mnemonic"), ABANDON.replace(' ', '\n'));
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=" + file)
			.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
	}

	@Test
	void mnemonicFileMayBeNamedByUri(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("mnemonic"), ABANDON);
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=" + file.toUri())
			.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
	}

	@Test
	void mnemonicFileMayBeOnTheClassPath() {
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=classpath:/abandon.mnemonic")
			.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
	}

	@Test
	void mnemonicFileMayBeNamedRelativeToTheWorkingDirectory() {
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=src/test/resources/abandon.mnemonic")
			.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
	}

	/** In the environment, its name reads as a part of the mnemonic's. */
	@Test
	void mnemonicFileMayBeNamedInTheEnvironment() {
		withVariable("DARKSWAP_WALLET_MNEMONIC_FILE", "classpath:/abandon.mnemonic")
			.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
	}

	@Test
	void whenMnemonicIsAListInTheEnvironmentThenFails() {
		withVariable("DARKSWAP_WALLET_MNEMONIC_0", "abandon").run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageStartingWith("darkswap.wallet.mnemonic is a list or a mapping"));
	}

	/** Values as they are: property values of tests are trimmed. */
	private ApplicationContextRunner withSource(Map<String, Object> properties) {
		return this.mainnet.withInitializer(source(properties));
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> source(
			Map<String, Object> properties) {
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("as they are", properties));
	}

	private ApplicationContextRunner withVariable(String name, Object value) {
		return this.mainnet.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(name, value))));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whenEveryUserMayReadMnemonicFileThenWarnsOnce(@TempDir Path folder, CapturedOutput output) throws IOException {
		start(fileWithRights(folder, "rw-r--r--"));
		assertThat(output).containsOnlyOnce(READABLE);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whenOnlyItsOwnerMayReadMnemonicFileThenDoesNotWarn(@TempDir Path folder, CapturedOutput output)
			throws IOException {
		start(fileWithRights(folder, "rw-------"));
		assertThat(output).doesNotContain("WARN");
	}

	@ParameterizedTest
	@CsvSource({ "mnemonic,mnemonic-file", "mnemonic,private-key", "mnemonic-file,private-key",
			"private-key,passphrase", "private-key,passphrase-file", "passphrase,passphrase-file",
			"private-key,derivation-path", "private-key,address-index", "derivation-path,address-index" })
	void whenTwoPropertiesContradictThenFailsAndNamesThem(String one, String other) {
		this.contextRunner.withPropertyValues("darkswap.wallet." + one + "=1", "darkswap.wallet." + other + "=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(MutuallyExclusiveConfigurationPropertiesException.class,
						(ex) -> assertThat(ex.getConfiguredNames()).containsExactlyInAnyOrder("darkswap.wallet." + one,
								"darkswap.wallet." + other)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			mnemonic=zoo zoo                           | has 2 words
			mnemonic=zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo | fails its checksum
			mnemonic=zoo satoshy                       | is not English BIP39 at word 2
			mnemonic-file=no/such/file                 | cannot be read (FileNotFoundException)
			mnemonic-file=../README.md                 | is larger than 4096 bytes
			mnemonic-file=.                            | cannot be read
			private-key=KyZpNDKnfs94                   | fails its checksum
			private-key=KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d | is not for this network
			derivation-path=m/84x                      | is no derivation path
			derivation-path=84'/0'                     | is no derivation path
			derivation-path=m/2147483648               | is no derivation path
			address-index=-1                           | is no derivation path
			""", quoteCharacter = '"')
	void whenValueIsWrongThenFailsAndNamesTheProperty(String property, String problem) {
		this.contextRunner.withPropertyValues("darkswap.wallet." + property)
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.hasMessageContaining("darkswap.wallet." + property.substring(0, property.indexOf('=')))
				.hasMessageContaining(problem));
	}

	@Test
	void backsOffWhenWalletIsDefined(CapturedOutput output) {
		this.contextRunner.withPropertyValues("darkswap.wallet.mnemonic=" + ABANDON)
			.withBean("own", Wallet.class, () -> HdWallet.random(BitcoinNetwork.REGTEST))
			.run((context) -> assertThat(context).getBeans(Wallet.class).containsOnlyKeys("own"));
		assertThat(output).doesNotContain("WARN");
	}

	@ParameterizedTest
	@ValueSource(strings = { "network=mainnet", "mnemonic-file=classpath:/abandon.mnemonic" })
	void whenContextIsClosedThenKeyIsErased(String property) {
		this.contextRunner.withPropertyValues("darkswap.wallet." + property).run((context) -> {
			Wallet wallet = context.getBean(Wallet.class);
			assertThat(wallet.address()).isNotEmpty();
			context.close();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> wallet.sign(new byte[32]))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.WALLET_INVALID));
		});
	}

	private void start(Path mnemonicFile) {
		this.mainnet.withPropertyValues("darkswap.wallet.mnemonic-file=" + mnemonicFile)
			.run((context) -> assertThat(address(context)).isEqualTo(SEGWIT));
	}

	private static Path fileWithRights(Path folder, String rights) throws IOException {
		Path file = Files.writeString(folder.resolve("mnemonic"), ABANDON);
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
	}

	private static String address(ApplicationContext context) {
		return context.getBean(Wallet.class).address();
	}

}
