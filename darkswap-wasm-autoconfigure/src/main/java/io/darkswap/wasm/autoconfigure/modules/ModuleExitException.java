package io.darkswap.wasm.autoconfigure.modules;

/**
 * The program of a module ended itself by WASI's {@code proc_exit}. It is the cause of
 * the exception of the call, and ends the other workers of the module too.
 */
public final class ModuleExitException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int exitCode;

	ModuleExitException(int exitCode) {
		super("The program ended itself with the exit code " + exitCode);
		this.exitCode = exitCode;
	}

	/**
	 * Return the code with which the program ended.
	 * @return the code, 0 if it succeeded
	 */
	public int exitCode() {
		return this.exitCode;
	}

}
