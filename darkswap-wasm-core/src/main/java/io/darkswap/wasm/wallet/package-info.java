/**
 * Wallets: an address, its key, which never leaves this package, and its balances.
 */
@NullMarked
package io.darkswap.wasm.wallet;

import org.jspecify.annotations.NullMarked;
