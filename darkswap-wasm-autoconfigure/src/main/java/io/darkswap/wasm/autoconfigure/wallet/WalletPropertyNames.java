package io.darkswap.wasm.autoconfigure.wallet;

/**
 * The names of the wallet's properties in messages.
 */
final class WalletPropertyNames {

	static final String NETWORK = "darkswap.wallet.network";

	static final String MNEMONIC = "darkswap.wallet.mnemonic";

	static final String MNEMONIC_FILE = "darkswap.wallet.mnemonic-file";

	static final String PASSPHRASE = "darkswap.wallet.passphrase";

	static final String PASSPHRASE_FILE = "darkswap.wallet.passphrase-file";

	static final String ACCOUNT_TYPE = "darkswap.wallet.account-type";

	static final String DERIVATION_PATH = "darkswap.wallet.derivation-path";

	static final String ADDRESS_INDEX = "darkswap.wallet.address-index";

	static final String PRIVATE_KEY = "darkswap.wallet.private-key";

	static final String SIGN_ORDERS = "darkswap.wallet.sign-orders";

	private WalletPropertyNames() {
	}

}
