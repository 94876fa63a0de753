package io.darkswap.wasm.loader;

/**
 * Counts how the functions of a module are run.
 *
 * @param compiled the functions that are compiled to JVM bytecode, the huge ones too
 * @param interpreted the functions that are too large for a JVM method and run in
 * Chicory's interpreter, about 100 times slower
 * @param huge the functions whose JVM method has more than 8,000 bytes of bytecode.
 * HotSpot runs such a method in its own interpreter, about 15 times slower, unless the
 * JVM is started with {@code -XX:-DontCompileHugeMethods}
 */
public record Compilation(int compiled, int interpreted, int huge) {

	/**
	 * Return whether all functions run at full speed.
	 * @return whether none is interpreted by Chicory or by HotSpot
	 */
	public boolean isComplete() {
		return this.interpreted == 0 && this.huge == 0;
	}

}
