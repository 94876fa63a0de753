package io.darkswap.wasm.commands;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

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
	 * Change the limits of an engine.
	 * @param limits the new limits
	 */
	void configure(Books books, BookSettings settings);

	/**
	 * Receive books that were rebuilt after a trap, before another command is applied.
	 * @param books the books, which replace those that trapped
	 */
	void rebuilt(Books books);

}
