package io.darkswap.wasm.tool;

import java.io.PrintStream;
import java.nio.file.Path;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.replication.BookReplay;
import io.darkswap.wasm.trading.ReplayStarter;

/**
 * Applies all records of a log to the bundled engine, and shows the digests of what
 * readers of the books can see. Two logs with the same commands have the same digests.
 */
final class DigestCommand implements LogCommand {

	@Override
	public void run(Path directory, PrintStream out) {
		LogTool.open(directory);
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
				BookReplay replay = BookReplay.of(directory, new ReplayStarter(loader, DarkSwapClient.BUNDLED_URL))) {
			Books books = replay.books();
			try (EngineSession session = books.engine().open()) {
				for (Markets.Opened market : books.markets().all()) {
					out.printf("%016x  %s%n", session.reader().stateDigest(market.market(), replay.time()),
							market.pair());
				}
				out.printf("%016x  the books after record %d%n", session.reader().stateDigest(replay.time()),
						replay.position());
			}
		}
	}

}
