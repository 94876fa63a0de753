/**
 * Auto-configuration of the sources of balances.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.chain;

import org.jspecify.annotations.NullMarked;
