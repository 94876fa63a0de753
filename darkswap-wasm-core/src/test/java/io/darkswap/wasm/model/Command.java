package io.darkswap.wasm.model;

/**
 * One step of a scenario. It refers to orders and trades relative to the existing ones,
 * so that a scenario stays meaningful when steps are left out.
 */
interface Command {

	void run(Comparison comparison);

}
