package io.darkswap.wasm.replication;

import java.util.List;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.engine.EngineImage;
import io.darkswap.wasm.market.Markets;

/**
 * Starts the engines that a log's records are applied to.
 */
public interface BookStarter {

	/**
	 * Start an engine with empty books.
	 * @param settings what the log says that they begin with
	 * @return the books; the caller closes the engine
	 * @throws DarkSwapException with {@link ErrorCode#LOG_MISMATCH} if they are of
	 * another network or engine than this client's, or the code of the reason why the
	 * engine cannot be started
	 */
	Books start(BookSettings settings);

	/**
	 * Start an engine with the books of a snapshot.
	 * @param settings what the snapshot says about them
	 * @param markets the markets that are open in them
	 * @param image the bytes of their memory
	 * @param newest whether the log has no record after the snapshot
	 * @return the books; the caller closes the engine
	 * @throws DarkSwapException as {@link #start} does; another engine with the same
	 * version of the state may continue the newest snapshot
	 */
	Books restore(BookSettings settings, List<Markets.Opened> markets, EngineImage image, boolean newest);

	/** Return the engine module that this client prefers. */
	EngineIdentity identity();

	/**
	 * Return the engine module that continues the books of an engine.
	 * @param logged the engine that the log says
	 * @return the same engine if this client has it, otherwise the one that it prefers
	 */
	EngineIdentity engineFor(EngineIdentity logged);

	/** Return whether this client has an engine module. */
	default boolean has(EngineIdentity engine) {
		return engineFor(engine).equals(engine);
	}

	/**
	 * Change the limits of an engine.
	 * @param settings the settings with the new limits
	 */
	void configure(Books books, BookSettings settings);

	/**
	 * Receive books that were rebuilt after a trap, before another command is applied.
	 * @param books the books, which replace those that trapped
	 */
	void rebuilt(Books books);

}
