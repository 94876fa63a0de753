/**
 * Conversion between the values of the API and those of the engine. Sealed: the clients
 * are the API.
 */
@NullMarked
package io.darkswap.wasm.convert;

import org.jspecify.annotations.NullMarked;
