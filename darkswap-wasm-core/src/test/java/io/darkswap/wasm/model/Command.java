package io.darkswap.wasm.model;

/**
 * One step of a scenario. What it is about is named relative to what there is by then, so
 * that a scenario still makes sense when steps are left out of it.
 */
interface Command {

	void run(Comparison comparison);

}
