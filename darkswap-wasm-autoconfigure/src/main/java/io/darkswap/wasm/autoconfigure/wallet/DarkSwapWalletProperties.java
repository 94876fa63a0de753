package io.darkswap.wasm.autoconfigure.wallet;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.autoconfigure.properties.Secret;
import io.darkswap.wasm.wallet.AccountType;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the wallet that makes orders and trades. Without a mnemonic or a private
 * key, each start creates a random wallet, whose funds are lost at restart.
 *
 * @param network Bitcoin network that the wallet's address belongs to.
 * @param mnemonic BIP39 mnemonic of 12 to 24 English words. Stays in the application's
 * environment, unlike a mnemonic in a file.
 * @param mnemonicFile Location of a file that holds the BIP39 mnemonic and nothing else:
 * a path or any Spring resource location.
 * @param passphrase BIP39 passphrase of the mnemonic. Every text opens a wallet, so a
 * text that is recognizably damaged is refused. Stays in the application's environment,
 * unlike a passphrase in a file.
 * @param passphraseFile Location of a file that holds the BIP39 passphrase of the
 * mnemonic in UTF-8 and nothing else: a path or any Spring resource location.
 * @param accountType Kind of the address and of the signatures.
 * @param derivationPath BIP32 path from the mnemonic's master key to the wallet's key,
 * such as m/84'/0'/0'/0/0. The default is the first account's standard path for the
 * network and the kind of address (BIP84, BIP86).
 * @param addressIndex Index of the receive address on the standard path. The default is
 * 0.
 * @param privateKey Private key in WIF, in place of a mnemonic. Stays in the
 * application's environment.
 * @param signOrders Whether the wallet signs every order. Unsigned orders are much faster
 * but cannot be imported elsewhere.
 */
@ConfigurationProperties("darkswap.wallet")
public record DarkSwapWalletProperties(BitcoinNetwork network, @Nullable Secret mnemonic, @Nullable String mnemonicFile,
		@Nullable Secret passphrase, @Nullable String passphraseFile, AccountType accountType,
		@Nullable String derivationPath, @Nullable Integer addressIndex, @Nullable Secret privateKey,
		boolean signOrders) {

	/**
	 * Binds secrets as strings, which accept any value. YAML converts a passphrase of
	 * digits to a number, and the error of a failed conversion would show the value.
	 */
	@ConstructorBinding
	public DarkSwapWalletProperties(@DefaultValue("testnet") BitcoinNetwork network, @Nullable String mnemonic,
			@Nullable String mnemonicFile, @Nullable String passphrase, @Nullable String passphraseFile,
			@DefaultValue("native-segwit") AccountType accountType, @Nullable String derivationPath,
			@Nullable Integer addressIndex, @Nullable String privateKey, @DefaultValue("true") boolean signOrders) {
		this(network, Secret.ofNullable(mnemonic), mnemonicFile, Secret.ofNullable(passphrase), passphraseFile,
				accountType, derivationPath, addressIndex, Secret.ofNullable(privateKey), signOrders);
	}

	/**
	 * Drops blank values if another property replaces them: a container's environment may
	 * hold empty variables.
	 */
	DarkSwapWalletProperties withoutBlankAlternatives() {
		boolean key = isGiven(this.mnemonic) || isGiven(this.mnemonicFile) || isGiven(this.privateKey);
		boolean phrase = isGiven(this.passphrase) || isGiven(this.passphraseFile);
		return new DarkSwapWalletProperties(this.network, unlessBlank(this.mnemonic, key),
				unlessBlank(this.mnemonicFile, key), unlessBlank(this.passphrase, phrase),
				unlessBlank(this.passphraseFile, phrase), this.accountType, this.derivationPath, this.addressIndex,
				unlessBlank(this.privateKey, key), this.signOrders);
	}

	private static <T> @Nullable T unlessBlank(@Nullable T value, boolean replaced) {
		return (replaced && !isGiven(value)) ? null : value;
	}

	private static boolean isGiven(@Nullable Object value) {
		return value != null && !isBlank(value);
	}

	static boolean isBlank(Object value) {
		return (value instanceof Secret secret) ? secret.isBlank() : value.toString().isBlank();
	}

}
