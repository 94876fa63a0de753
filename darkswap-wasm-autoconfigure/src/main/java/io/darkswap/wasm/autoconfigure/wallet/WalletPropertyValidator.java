package io.darkswap.wasm.autoconfigure.wallet;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.properties.ScalarPropertyValidator;

import org.springframework.core.env.Environment;

import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.ACCOUNT_TYPE;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.ADDRESS_INDEX;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.DERIVATION_PATH;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.MNEMONIC;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.MNEMONIC_FILE;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.NETWORK;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.PASSPHRASE;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.PASSPHRASE_FILE;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.PRIVATE_KEY;
import static io.darkswap.wasm.autoconfigure.wallet.WalletPropertyNames.SIGN_ORDERS;

/**
 * Rejects values of the wallet's properties that binding loses or changes.
 */
public final class WalletPropertyValidator {

	private WalletPropertyValidator() {
	}

	/**
	 * Validates the properties that apply to every wallet.
	 * @param environment the environment that holds them
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the wrong property
	 */
	public static void validateAccount(Environment environment) {
		ScalarPropertyValidator validator = new ScalarPropertyValidator(environment);
		validator.refuseBlank(NETWORK, ACCOUNT_TYPE, ADDRESS_INDEX, DERIVATION_PATH, SIGN_ORDERS);
	}

	/**
	 * Validates the properties that hold the wallet's secrets.
	 * @param environment the environment that holds them
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the wrong property
	 */
	static void validateSecrets(Environment environment) {
		ScalarPropertyValidator validator = new ScalarPropertyValidator(environment);
		validator.refuseUnresolved("remove it", MNEMONIC, MNEMONIC_FILE, PASSPHRASE_FILE, DERIVATION_PATH, PRIVATE_KEY);
		validator.refuseUnresolved("put the passphrase into a file that %s names".formatted(PASSPHRASE_FILE),
				PASSPHRASE);
		validator.refuseOtherThanText(PASSPHRASE);
	}

}
