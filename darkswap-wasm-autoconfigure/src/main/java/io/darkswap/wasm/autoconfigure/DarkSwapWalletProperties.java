package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.BitcoinNetwork;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose orders and trades they are.
 *
 * @param network Bitcoin network that the wallet's address belongs to.
 */
@ConfigurationProperties("darkswap.wallet")
record DarkSwapWalletProperties(@DefaultValue("testnet") BitcoinNetwork network) {

}
