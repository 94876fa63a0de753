package io.darkswap.wasm.log;

import io.darkswap.wasm.DarkSwapException;
import org.jspecify.annotations.Nullable;

/**
 * What a caller waits for while it is pending. It is a link of the list that holds it.
 */
abstract class Pending {

	/** The next link. Only the thread that holds the link's list changes it. */
	@Nullable Pending next;

	/** Answer with a refusal, unless it is answered already. */
	abstract void refused(DarkSwapException reason);

}
