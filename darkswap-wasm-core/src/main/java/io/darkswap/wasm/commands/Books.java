package io.darkswap.wasm.commands;

import io.darkswap.wasm.convert.Markets;
import io.darkswap.wasm.convert.ModelMapper;
import io.darkswap.wasm.engine.Engine;

/**
 * A running engine with the names of its markets.
 *
 * @param engine the engine, which holds the books
 * @param markets the markets that are open in it
 * @param mapper maps its records
 */
public record Books(Engine engine, Markets markets, ModelMapper mapper) {
}
