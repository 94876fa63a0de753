package io.darkswap.wasm;

import io.darkswap.wasm.engine.Engine;

/**
 * What a client trades with from one {@code create} to the next.
 *
 * @param config how it trades
 * @param engine holds the books
 * @param book speaks to the engine
 */
record Trading(DarkSwapConfig config, Engine engine, OrderBook book) {
}
