package io.darkswap.wasm.engine;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.InvalidException;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;

/**
 * The engine's exports of one instance, which {@code darkswap_abi.h} documents.
 */
final class Exports {

	final ExportFunction mailbox;

	final ExportFunction create;

	final ExportFunction openMarket;

	final ExportFunction createOrder;

	final ExportFunction cancelOrder;

	final ExportFunction evictOrder;

	final ExportFunction getOrder;

	final ExportFunction best;

	final ExportFunction sweep;

	final ExportFunction takeOrder;

	final ExportFunction takeBegin;

	final ExportFunction takeNext;

	final ExportFunction takeEnd;

	final ExportFunction completeTrade;

	final ExportFunction failTrade;

	final ExportFunction batchBegin;

	final ExportFunction batchNext;

	final ExportFunction batchCreate;

	final ExportFunction batchEnd;

	final ExportFunction listBegin;

	final ExportFunction listNext;

	final ExportFunction levelsNext;

	final ExportFunction tradesNext;

	final ExportFunction candlesNext;

	final ExportFunction listEnd;

	final ExportFunction statistics;

	final ExportFunction eventsSwitch;

	final ExportFunction eventsNext;

	final ExportFunction eventsCursor;

	final ExportFunction recover;

	final ExportFunction usedIds;

	final ExportFunction keepUsedIds;

	final ExportFunction freeBytes;

	final ExportFunction reclaimableBytes;

	final ExportFunction bookLimit;

	final ExportFunction bookBytes;

	final ExportFunction configure;

	final ExportFunction stateDigest;

	final ExportFunction stateVersion;

	private Exports(Instance instance) {
		this.mailbox = instance.export("darkswap_mailbox");
		this.create = instance.export("darkswap_create");
		this.openMarket = instance.export("darkswap_open_market");
		this.createOrder = instance.export("darkswap_create_order");
		this.cancelOrder = instance.export("darkswap_cancel_order");
		this.evictOrder = instance.export("darkswap_evict_order");
		this.getOrder = instance.export("darkswap_get_order");
		this.best = instance.export("darkswap_best");
		this.sweep = instance.export("darkswap_sweep");
		this.takeOrder = instance.export("darkswap_take_order");
		this.takeBegin = instance.export("darkswap_take_begin");
		this.takeNext = instance.export("darkswap_take_next");
		this.takeEnd = instance.export("darkswap_take_end");
		this.completeTrade = instance.export("darkswap_complete_trade");
		this.failTrade = instance.export("darkswap_fail_trade");
		this.batchBegin = instance.export("darkswap_batch_begin");
		this.batchNext = instance.export("darkswap_batch_next");
		this.batchCreate = instance.export("darkswap_batch_create");
		this.batchEnd = instance.export("darkswap_batch_end");
		this.listBegin = instance.export("darkswap_list_begin");
		this.listNext = instance.export("darkswap_list_next");
		this.levelsNext = instance.export("darkswap_levels_next");
		this.tradesNext = instance.export("darkswap_trades_next");
		this.candlesNext = instance.export("darkswap_candles_next");
		this.listEnd = instance.export("darkswap_list_end");
		this.statistics = instance.export("darkswap_statistics");
		this.eventsSwitch = instance.export("darkswap_events_switch");
		this.eventsNext = instance.export("darkswap_events_next");
		this.eventsCursor = instance.export("darkswap_events_cursor");
		this.recover = instance.export("darkswap_recover");
		this.usedIds = instance.export("darkswap_used_ids");
		this.keepUsedIds = instance.export("darkswap_keep_used_ids");
		this.freeBytes = instance.export("darkswap_free_bytes");
		this.reclaimableBytes = instance.export("darkswap_reclaimable_bytes");
		this.bookLimit = instance.export("darkswap_book_limit");
		this.bookBytes = instance.export("darkswap_book_bytes");
		this.configure = instance.export("darkswap_configure");
		this.stateDigest = instance.export("darkswap_state_digest");
		this.stateVersion = instance.export("darkswap_state_version");
	}

	/**
	 * Binds the exports, after validating that the module is an engine of this version.
	 * @throws DarkSwapException with {@link ErrorCode#ABI_MISMATCH} if it is not
	 */
	static Exports of(Instance instance) {
		try {
			long version = instance.export("darkswap_abi_version").apply()[0];
			if (version != EngineAbi.VERSION) {
				throw new DarkSwapException(ErrorCode.ABI_MISMATCH,
						"The module speaks version %d of the DarkSwap ABI and this library version %d: point the option url at the module of this release"
							.formatted(version, EngineAbi.VERSION),
						null, "url");
			}
			return new Exports(instance);
		}
		catch (InvalidException ex) {
			throw new DarkSwapException(ErrorCode.ABI_MISMATCH,
					"The module is not the DarkSwap engine (%s): point the option url at one that is"
						.formatted(ex.getMessage()),
					ex, "url");
		}
	}

}
