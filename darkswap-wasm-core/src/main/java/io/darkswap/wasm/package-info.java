/**
 * Trading through the DarkSwap module: the two clients, their records, and their
 * exception.
 */
@NullMarked
package io.darkswap.wasm;

import org.jspecify.annotations.NullMarked;
