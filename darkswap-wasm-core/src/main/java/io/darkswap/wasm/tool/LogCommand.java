package io.darkswap.wasm.tool;

import java.io.PrintStream;
import java.nio.file.Path;

import io.darkswap.wasm.DarkSwapException;

/**
 * A command of the {@link LogTool}.
 */
@FunctionalInterface
interface LogCommand {

	/**
	 * Read a log.
	 * @param directory its directory, which is only read
	 * @param out receives what is found
	 * @throws DarkSwapException if the log is damaged
	 */
	void run(Path directory, PrintStream out);

}
