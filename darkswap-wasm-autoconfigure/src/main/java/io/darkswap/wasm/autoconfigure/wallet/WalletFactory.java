package io.darkswap.wasm.autoconfigure.wallet;

import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapException;
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

/**
 * Makes the wallet that the application's properties describe. What is wrong with them is
 * told by the name of a property, never by its value.
 */
final class WalletFactory {

	private static final String MNEMONIC = "darkswap.wallet.mnemonic";

	private static final String MNEMONIC_FILE = "darkswap.wallet.mnemonic-file";

	private static final String PASSPHRASE = "darkswap.wallet.passphrase";

	private static final String DERIVATION_PATH = "darkswap.wallet.derivation-path";

	private static final String ADDRESS_INDEX = "darkswap.wallet.address-index";

	private static final String PRIVATE_KEY = "darkswap.wallet.private-key";

	private static final Log logger = LogFactory.getLog(WalletFactory.class);

	private final DarkSwapWalletProperties properties;

	private final ResourceLoader resourceLoader;

	WalletFactory(DarkSwapWalletProperties properties, ResourceLoader resourceLoader) {
		this.properties = properties;
		this.resourceLoader = resourceLoader;
	}

	Wallet create() {
		refuseContradictions();
		Account account = account();
		if (this.properties.privateKey() != null) {
			return fromPrivateKey(this.properties.privateKey());
		}
		if (this.properties.mnemonic() != null) {
			return fromMnemonic(MNEMONIC, this.properties.mnemonic().toCharArray(), account);
		}
		if (this.properties.mnemonicFile() != null) {
			return fromMnemonic(MNEMONIC_FILE, mnemonicFile(this.properties.mnemonicFile()).read(), account);
		}
		logger.warn(LogMessage.format(
				"Neither %s nor %s is set: trading on %s with a new random wallet, whose funds are lost at restart",
				MNEMONIC_FILE, PRIVATE_KEY, account.network()));
		return new LazyWallet(account);
	}

	private void refuseContradictions() {
		Secret privateKey = this.properties.privateKey();
		MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((entries) -> {
			entries.put(MNEMONIC, this.properties.mnemonic());
			entries.put(MNEMONIC_FILE, this.properties.mnemonicFile());
			entries.put(PRIVATE_KEY, privateKey);
		});
		refuseBoth(PRIVATE_KEY, privateKey, PASSPHRASE, this.properties.passphrase());
		refuseBoth(PRIVATE_KEY, privateKey, DERIVATION_PATH, this.properties.derivationPath());
		refuseBoth(PRIVATE_KEY, privateKey, ADDRESS_INDEX, this.properties.addressIndex());
		refuseBoth(DERIVATION_PATH, this.properties.derivationPath(), ADDRESS_INDEX, this.properties.addressIndex());
	}

	private static void refuseBoth(String name, @Nullable Object value, String otherName, @Nullable Object otherValue) {
		MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((entries) -> {
			entries.put(name, value);
			entries.put(otherName, otherValue);
		});
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

	private Wallet fromMnemonic(String property, char[] mnemonic, Account account) {
		Secret passphrase = this.properties.passphrase();
		return checked(property, () -> HdWallet.fromMnemonic(mnemonic,
				(passphrase != null) ? passphrase.toCharArray() : new char[0], account));
	}

	private MnemonicFile mnemonicFile(String location) {
		return new MnemonicFile(this.resourceLoader.getResource(location));
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
