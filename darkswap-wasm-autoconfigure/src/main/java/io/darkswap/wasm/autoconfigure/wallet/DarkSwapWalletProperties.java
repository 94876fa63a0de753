package io.darkswap.wasm.autoconfigure.wallet;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.autoconfigure.properties.Secret;
import io.darkswap.wasm.wallet.AccountType;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose orders and trades they are. Without a mnemonic or a private key it is a new
 * random wallet, whose funds are lost at restart.
 *
 * @param network Bitcoin network that the wallet's address belongs to.
 * @param mnemonic BIP39 mnemonic of 12 to 24 English words. Stays in the application's
 * environment; one in a file does not.
 * @param mnemonicFile Location of a file that holds the BIP39 mnemonic and nothing else:
 * a path or any Spring resource location.
 * @param passphrase BIP39 passphrase of the mnemonic. Every text opens a wallet, so a
 * text that was damaged on its way is refused where that can be seen. Stays in the
 * application's environment; one in a file does not.
 * @param passphraseFile Location of a file that holds the BIP39 passphrase of the
 * mnemonic in UTF-8 and nothing else: a path or any Spring resource location.
 * @param accountType Kind of address, and with it of signature.
 * @param derivationPath BIP32 path from the mnemonic's master key to the wallet's key,
 * such as m/84'/0'/0'/0/0. The default is the first account's standard path for the
 * network and the kind of address (BIP84, BIP86).
 * @param addressIndex Index of the receive address on the standard path. The default is
 * 0.
 * @param privateKey Private key in WIF, in place of a mnemonic. Stays in the
 * application's environment.
 * @param signOrders Whether the wallet signs every order. Without, orders are made much
 * faster but cannot be imported elsewhere.
 */
@ConfigurationProperties("darkswap.wallet")
public record DarkSwapWalletProperties(BitcoinNetwork network, @Nullable Secret mnemonic, @Nullable String mnemonicFile,
		@Nullable Secret passphrase, @Nullable String passphraseFile, AccountType accountType,
		@Nullable String derivationPath, @Nullable Integer addressIndex, @Nullable Secret privateKey,
		boolean signOrders) {

	/**
	 * Binds secrets as text, which takes any value: YAML makes a number of a passphrase
	 * of digits, and what is said of a value that cannot be converted shows the value.
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
	 * Drops blank values beside one that takes their place, as an empty variable in a
	 * container's environment is.
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
