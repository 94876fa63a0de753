package io.darkswap.wasm.loader.simd;

import java.util.List;

/**
 * The type of a function or a block, before it is lowered.
 *
 * @param parameters for each parameter, whether it is a vector
 * @param results for each result, whether it is a vector
 */
record Signature(List<Boolean> parameters, List<Boolean> results) {

	static final Signature EMPTY = new Signature(List.of(), List.of());

}
