/**
 * Ids, hashes and signatures of orders. {@link io.darkswap.wasm.signing.OrderHash} is the
 * API; the rest is sealed.
 */
@NullMarked
package io.darkswap.wasm.signing;

import org.jspecify.annotations.NullMarked;
