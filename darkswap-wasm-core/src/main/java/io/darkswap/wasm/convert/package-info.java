/**
 * Conversion of arguments to the engine's numbers and texts. Sealed: the clients are the
 * API.
 */
@NullMarked
package io.darkswap.wasm.convert;

import org.jspecify.annotations.NullMarked;
