package io.darkswap.wasm.commands;

import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.market.ModelMapper;

/**
 * A running engine with the names of its markets.
 *
 * @param engine the engine, which holds the books
 * @param markets the markets that are open in it
 * @param mapper maps its records
 */
public record Books(Engine engine, Markets markets, ModelMapper mapper) {
}
