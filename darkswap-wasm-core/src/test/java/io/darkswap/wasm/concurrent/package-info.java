/**
 * Proofs that many threads at once get what one after the other would have got.
 */
package io.darkswap.wasm.concurrent;
