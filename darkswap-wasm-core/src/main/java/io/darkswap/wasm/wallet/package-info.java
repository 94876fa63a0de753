/**
 * Who signs: an address, and the key behind it that never leaves this package.
 */
@NullMarked
package io.darkswap.wasm.wallet;

import org.jspecify.annotations.NullMarked;
