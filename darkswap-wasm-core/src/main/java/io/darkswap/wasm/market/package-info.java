/**
 * The markets that are open in an engine, and the mapping of its records to those of the
 * API. Sealed: the clients are the API.
 */
@NullMarked
package io.darkswap.wasm.market;

import org.jspecify.annotations.NullMarked;
