package io.darkswap.wasm.engine.abi;

import java.util.Optional;

import com.dylibso.chicory.runtime.WasmRuntimeException;
import io.darkswap.wasm.memory.SequenceLock;
import io.darkswap.wasm.memory.SharedLinearMemory;

/**
 * Reads a market's best prices from the shared memory while the engine may be writing
 * them, without calling it. Thread-safe.
 */
public final class SummaryReader {

	private final SharedLinearMemory memory;

	private final SequenceLock versions;

	public SummaryReader(SharedLinearMemory memory) {
		this.memory = memory;
		this.versions = new SequenceLock(memory);
	}

	/**
	 * Returns the best prices, or nothing if an order among them may have expired by
	 * {@code now}, the writers never paused, the market was released, or the memory was
	 * closed meanwhile. Then the caller must call the engine.
	 */
	public Optional<MarketSummary> read(Market market, long now) {
		try {
			return readOpen(market, now);
		}
		catch (WasmRuntimeException ex) {
			return Optional.empty();
		}
	}

	private Optional<MarketSummary> readOpen(Market market, long now) {
		int version = market.summary() + SummaryLayout.VERSION_OFFSET;
		for (int attempt = 0; attempt < SequenceLock.ATTEMPTS; attempt++) {
			long begun = this.versions.beginRead(version);
			MarketSummary summary = MarketSummary.read(this.memory, market.summary());
			if (this.versions.validate(version, begun)) {
				// The record is another one's once its market is released.
				if (this.memory.atomicReadInt(market.shownNumber()) != market.number()) {
					return Optional.empty();
				}
				return (summary.earliestExpiry() > now) ? Optional.of(summary) : Optional.empty();
			}
		}
		return Optional.empty();
	}

}
