/**
 * Order entry, market data and expiry over one engine. Sealed: the clients are the API.
 */
@NullMarked
package io.darkswap.wasm.trading;

import org.jspecify.annotations.NullMarked;
