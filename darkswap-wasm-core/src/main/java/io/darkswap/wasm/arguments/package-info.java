/**
 * Validation of arguments. Sealed: the clients are the API.
 */
@NullMarked
package io.darkswap.wasm.arguments;

import org.jspecify.annotations.NullMarked;
