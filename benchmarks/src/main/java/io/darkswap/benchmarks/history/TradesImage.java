package io.darkswap.benchmarks.history;

import java.io.IOException;
import java.nio.file.Path;

import io.darkswap.benchmarks.MemoryKind;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.TradeFlow;

/**
 * Writes the memory of an engine with a million trades to a file, for the rows that scan
 * them on either memory.
 */
final class TradesImage {

	/** The system property with the file's path, for the measuring JVMs. */
	static final String PROPERTY = "darkswap.benchmarks.trades";

	private TradesImage() {
	}

	/**
	 * Writes the file.
	 * @param args the file
	 * @throws IOException if it cannot be written
	 */
	public static void main(String[] args) throws IOException {
		RawEngine engine = RawEngine.open(MemoryKind.SHARED, TradeFlow.PAGES);
		TradeFlow.run(engine);
		engine.save(Path.of(args[0]));
	}

	static RawEngine load(MemoryKind kind) {
		String image = System.getProperty(PROPERTY);
		if (image == null) {
			throw new IllegalStateException("benchmarks/run.sh makes the trades and sets " + PROPERTY);
		}
		return RawEngine.load(kind, Path.of(image));
	}

}
