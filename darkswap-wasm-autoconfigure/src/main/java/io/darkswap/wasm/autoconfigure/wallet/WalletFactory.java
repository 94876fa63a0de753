package io.darkswap.wasm.autoconfigure.wallet;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.properties.Secret;
import io.darkswap.wasm.wallet.Account;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.log.LogMessage;

import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.ADDRESS_INDEX;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.DERIVATION_PATH;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.MNEMONIC;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.MNEMONIC_FILE;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.PASSPHRASE;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.PASSPHRASE_FILE;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.PRIVATE_KEY;

/**
 * Creates the wallet from the application's properties. Messages name the wrong property
 * and never show its value.
 */
final class WalletFactory {

	private static final Log logger = LogFactory.getLog(WalletFactory.class);

	private final DarkSwapWalletProperties properties;

	private final ResourceLoader resourceLoader;

	private final boolean booksAreKept;

	WalletFactory(DarkSwapWalletProperties properties, ResourceLoader resourceLoader, boolean booksAreKept) {
		this.properties = properties.withoutBlankAlternatives();
		this.resourceLoader = resourceLoader;
		this.booksAreKept = booksAreKept;
	}

	Wallet create() {
		refuseBlank();
		refuseContradictions();
		Account account = account();
		if (this.properties.privateKey() != null) {
			return fromPrivateKey(this.properties.privateKey());
		}
		if (this.properties.mnemonic() != null) {
			return fromMnemonic(MNEMONIC, this.properties.mnemonic()::toCharArray, account);
		}
		if (this.properties.mnemonicFile() != null) {
			return fromMnemonic(MNEMONIC_FILE, file(MNEMONIC_FILE, this.properties.mnemonicFile())::read, account);
		}
		refusePartsOfMissingMnemonic();
		logger.warn(LogMessage.format(
				"Neither %s nor %s is set: trading on %s with a new random wallet, whose funds are lost at restart%s",
				MNEMONIC_FILE, PRIVATE_KEY, account.network(),
				this.booksAreKept ? ", while its orders stay in the command log" : ""));
		return new LazyWallet(account);
	}

	private void refuseBlank() {
		refuseBlank(MNEMONIC, this.properties.mnemonic());
		refuseBlank(MNEMONIC_FILE, this.properties.mnemonicFile());
		refuseBlank(PRIVATE_KEY, this.properties.privateKey());
		refuseBlank(PASSPHRASE, this.properties.passphrase());
		refuseBlank(PASSPHRASE_FILE, this.properties.passphraseFile());
	}

	private static void refuseBlank(String name, @Nullable Object value) {
		if (value != null && DarkSwapWalletProperties.isBlank(value)) {
			throw new DarkSwapException(ErrorCode.WALLET_INVALID, name + " is blank: set it, or remove it");
		}
	}

	private void refuseContradictions() {
		Secret privateKey = this.properties.privateKey();
		MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((entries) -> {
			entries.put(MNEMONIC, this.properties.mnemonic());
			entries.put(MNEMONIC_FILE, this.properties.mnemonicFile());
			entries.put(PRIVATE_KEY, privateKey);
		});
		refuseBoth(PRIVATE_KEY, privateKey, PASSPHRASE, this.properties.passphrase());
		refuseBoth(PRIVATE_KEY, privateKey, PASSPHRASE_FILE, this.properties.passphraseFile());
		refuseBoth(PRIVATE_KEY, privateKey, DERIVATION_PATH, this.properties.derivationPath());
		refuseBoth(PRIVATE_KEY, privateKey, ADDRESS_INDEX, this.properties.addressIndex());
		refuseBoth(PASSPHRASE, this.properties.passphrase(), PASSPHRASE_FILE, this.properties.passphraseFile());
		refuseBoth(DERIVATION_PATH, this.properties.derivationPath(), ADDRESS_INDEX, this.properties.addressIndex());
	}

	private static void refuseBoth(String name, @Nullable Object value, String otherName, @Nullable Object otherValue) {
		MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((entries) -> {
			entries.put(name, value);
			entries.put(otherName, otherValue);
		});
	}

	/** Without a mnemonic they would be ignored, and funds paid to a random wallet. */
	private void refusePartsOfMissingMnemonic() {
		refuseWithoutMnemonic(PASSPHRASE, this.properties.passphrase());
		refuseWithoutMnemonic(PASSPHRASE_FILE, this.properties.passphraseFile());
		refuseWithoutMnemonic(DERIVATION_PATH, this.properties.derivationPath());
		refuseWithoutMnemonic(ADDRESS_INDEX, this.properties.addressIndex());
	}

	private static void refuseWithoutMnemonic(String name, @Nullable Object value) {
		if (value != null) {
			throw new DarkSwapException(ErrorCode.WALLET_INVALID,
					"%s is set without a mnemonic: set %s too, or remove it".formatted(name, MNEMONIC_FILE));
		}
	}

	private Account account() {
		Account standard = Account.of(this.properties.network(), this.properties.accountType());
		String path = this.properties.derivationPath();
		Integer index = this.properties.addressIndex();
		if (path != null) {
			return checked(DERIVATION_PATH, () -> standard.withPath(path));
		}
		return (index != null) ? checked(ADDRESS_INDEX, () -> standard.withReceiveIndex(index)) : standard;
	}

	private Wallet fromPrivateKey(Secret wif) {
		String property = "%s (for darkswap.wallet.network=%s)".formatted(PRIVATE_KEY, this.properties.network());
		return checked(property,
				() -> HdWallet.fromWif(wif.toCharArray(), this.properties.network(), this.properties.accountType()));
	}

	private Wallet fromMnemonic(String property, Supplier<char[]> mnemonic, Account account) {
		char[] passphrase = passphrase();
		try {
			char[] words = mnemonic.get();
			refuseMnemonicAsPassphrase(words, passphrase);
			return checked(property, () -> HdWallet.fromMnemonic(words, passphrase, account));
		}
		finally {
			Arrays.fill(passphrase, '\0');
		}
	}

	/** A path that is copied to the wrong property opens a wallet, too. */
	private void refuseMnemonicAsPassphrase(char[] words, char[] passphrase) {
		if (passphrase.length > 0 && stripped(words).equals(stripped(passphrase))) {
			Arrays.fill(words, '\0');
			throw new DarkSwapException(ErrorCode.WALLET_INVALID, "%s is the mnemonic itself: set it to the passphrase"
				.formatted((this.properties.passphrase() != null) ? PASSPHRASE : PASSPHRASE_FILE));
		}
	}

	private static CharBuffer stripped(char[] text) {
		int start = 0;
		int end = text.length;
		while (start < end && Character.isWhitespace(text[start])) {
			start++;
		}
		while (end > start && Character.isWhitespace(text[end - 1])) {
			end--;
		}
		return CharBuffer.wrap(text, start, end - start);
	}

	private char[] passphrase() {
		if (this.properties.passphrase() != null) {
			return Passphrase.ofProperty(PASSPHRASE, PASSPHRASE_FILE, this.properties.passphrase().toCharArray());
		}
		if (this.properties.passphraseFile() != null) {
			return Passphrase.ofFile(PASSPHRASE_FILE, file(PASSPHRASE_FILE, this.properties.passphraseFile()).read());
		}
		return new char[0];
	}

	private SecretFile file(String property, String location) {
		return new SecretFile(property, this.resourceLoader.getResource(location));
	}

	private static <T> T checked(String property, Supplier<T> made) {
		try {
			return made.get();
		}
		catch (DarkSwapException ex) {
			throw new DarkSwapException(ex.code(), "%s is wrong. %s".formatted(property, ex.getMessage()), ex);
		}
	}

}
