/**
 * Order entry, market data and expiry over the engine of each shard. Sealed: the clients
 * are the API.
 */
@NullMarked
package io.darkswap.wasm.trading;

import org.jspecify.annotations.NullMarked;
