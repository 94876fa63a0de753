package io.darkswap.wasm.engine;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.InvalidException;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/** The engine's exports, as one instance has them. */
record Exports(ExportFunction mailbox, ExportFunction create, ExportFunction openMarket, ExportFunction createOrder,
		ExportFunction cancelOrder, ExportFunction getOrder, ExportFunction takeOrder, ExportFunction best,
		ExportFunction listBegin, ExportFunction listNext, ExportFunction listEnd, ExportFunction recover) {

	/**
	 * Binds them, after making sure that the module is an engine of this version.
	 * @throws DarkSwapException with {@link ErrorCode#ABI_MISMATCH} if it is not
	 */
	static Exports of(Instance instance) {
		try {
			long version = instance.export("darkswap_abi_version").apply()[0];
			if (version != EngineAbi.VERSION) {
				throw new DarkSwapException(ErrorCode.ABI_MISMATCH,
						"The module speaks version %d of the DarkSwap ABI and this library version %d: point darkswap.wasm.url at the module of this release"
							.formatted(version, EngineAbi.VERSION));
			}
			return new Exports(instance.export("darkswap_mailbox"), instance.export("darkswap_create"),
					instance.export("darkswap_open_market"), instance.export("darkswap_create_order"),
					instance.export("darkswap_cancel_order"), instance.export("darkswap_get_order"),
					instance.export("darkswap_take_order"), instance.export("darkswap_best"),
					instance.export("darkswap_list_begin"), instance.export("darkswap_list_next"),
					instance.export("darkswap_list_end"), instance.export("darkswap_recover"));
		}
		catch (InvalidException ex) {
			throw new DarkSwapException(ErrorCode.ABI_MISMATCH,
					"The module is not the DarkSwap engine (%s): point darkswap.wasm.url at one that is"
						.formatted(ex.getMessage()),
					ex);
		}
	}

}
