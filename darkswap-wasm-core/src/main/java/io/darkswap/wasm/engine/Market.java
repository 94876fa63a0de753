package io.darkswap.wasm.engine;

/**
 * A market that the engine has opened. Valid for the engine's life.
 *
 * @param number the number that commands use for it
 * @param summary the address of its best prices in the linear memory
 */
public record Market(int number, int summary) {
}
