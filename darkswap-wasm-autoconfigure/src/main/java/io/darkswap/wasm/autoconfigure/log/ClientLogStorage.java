package io.darkswap.wasm.autoconfigure.log;

import java.nio.file.Path;

import io.darkswap.wasm.log.LogStorage;

/**
 * Creates the storage of clients' logs. Define a bean of it to keep commands elsewhere.
 */
@FunctionalInterface
public interface ClientLogStorage {

	/**
	 * Returns the storage of one client's log.
	 * @param directory the directory of this node, which exists and which no other client
	 * uses
	 * @return the storage
	 */
	LogStorage in(Path directory);

}
