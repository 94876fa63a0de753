/**
 * Auto-configuration for the wallet.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.wallet;

import org.jspecify.annotations.NullMarked;
