package io.darkswap.wasm.loader.simd;

import java.util.ArrayList;
import java.util.List;

/**
 * The helpers that a module calls. They become its last functions.
 */
final class HelperCalls {

	private final Helpers helpers;

	private final int firstIndex;

	private final List<String> called = new ArrayList<>();

	/**
	 * Create the calls of a module, none yet.
	 * @param helpers all helpers
	 * @param functions the number of functions that the module imports and defines
	 */
	HelperCalls(Helpers helpers, int functions) {
		this.helpers = helpers;
		this.firstIndex = functions;
	}

	Helper get(String name) {
		return this.helpers.get(name);
	}

	/** Return the index of a helper in the lowered module. */
	int indexOf(String name) {
		int index = this.called.indexOf(name);
		if (index < 0) {
			index = this.called.size();
			this.called.add(name);
		}
		return this.firstIndex + index;
	}

	/** Return the helpers that are called, in the order of their indices. */
	List<Helper> called() {
		return this.called.stream().map(this.helpers::get).toList();
	}

}
