package io.darkswap.wasm;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import io.darkswap.wasm.engine.EngineInvariants;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.replication.BookLog;
import io.darkswap.wasm.replication.BookReplay;
import io.darkswap.wasm.trading.ReplayStarter;
import io.darkswap.wasm.trading.Trading;

/** Runs the check of a client's engine for its invariants. */
public final class ClientInvariants {

	private ClientInvariants() {
	}

	/**
	 * Checks the whole state of the client's engines, which must not change meanwhile.
	 * @param client an initialised client
	 * @return the number of the first broken rule in the engine's invariants.c, or 0
	 */
	public static long firstBroken(DarkSwapClient client) {
		return client.lifecycle.created()
			.all()
			.stream()
			.mapToLong((shard) -> EngineInvariants.firstBroken(shard.engine()))
			.filter((rule) -> rule != 0)
			.findFirst()
			.orElse(0);
	}

	/**
	 * Return the digest of what users can see of the books of a client with a log.
	 * @param client an initialised client, whose books do not change meanwhile
	 * @return the digest at the time of its log
	 */
	public static long digest(DarkSwapClient client) {
		return digests(client).get(0);
	}

	/**
	 * Return the digests of the books of each shard of a client with a log.
	 * @param client an initialised client, whose books do not change meanwhile
	 * @return the digests at the time of each shard's log
	 */
	public static List<Long> digests(DarkSwapClient client) {
		return client.lifecycle.created().all().stream().map(ClientInvariants::digest).toList();
	}

	private static long digest(Trading trading) {
		BookLog log = Objects.requireNonNull(trading.log());
		try (EngineSession session = trading.engine().open()) {
			return session.reader().stateDigest(log.time());
		}
	}

	/**
	 * Return the digest of the books that a replay of a client's log reaches.
	 * @param client an initialised client with a log, which does not change meanwhile
	 * @return as {@link #digest} does
	 */
	public static long replayedDigest(DarkSwapClient client) {
		Path directory = client.getLogOptions().orElseThrow().storage().directory();
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
				BookReplay replay = BookReplay.of(directory, new ReplayStarter(loader, DarkSwapClient.BUNDLED_URL));
				EngineSession session = replay.books().engine().open()) {
			return session.reader().stateDigest(replay.time());
		}
	}

}
