/**
 * Trading through the DarkSwap module: the two clients, the records they give and take,
 * and the one exception they throw.
 */
@NullMarked
package io.darkswap.wasm;

import org.jspecify.annotations.NullMarked;
