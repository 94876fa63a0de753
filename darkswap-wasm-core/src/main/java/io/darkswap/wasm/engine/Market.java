package io.darkswap.wasm.engine;

/**
 * A market that the engine has opened. Good for the engine's life.
 *
 * @param number what commands name it by
 * @param summary where its best prices lie in the linear memory
 */
public record Market(int number, int summary) {
}
