/**
 * Ids, hashes and signatures of orders. {@link io.darkswap.wasm.signing.SignedOrder} and
 * {@link io.darkswap.wasm.signing.OrderHash} are the API; the rest is sealed.
 */
@NullMarked
package io.darkswap.wasm.signing;

import org.jspecify.annotations.NullMarked;
