/**
 * Signing: an address, and its key, which never leaves this package.
 */
@NullMarked
package io.darkswap.wasm.wallet;

import org.jspecify.annotations.NullMarked;
