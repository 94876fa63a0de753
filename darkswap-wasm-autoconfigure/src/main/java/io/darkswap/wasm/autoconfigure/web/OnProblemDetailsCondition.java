package io.darkswap.wasm.autoconfigure.web;

import io.darkswap.wasm.autoconfigure.properties.OnTrueCondition;

/**
 * Matches if failures are answered with problem details.
 */
final class OnProblemDetailsCondition extends OnTrueCondition {

	OnProblemDetailsCondition() {
		super("darkswap.web.problem-details", false);
	}

}
