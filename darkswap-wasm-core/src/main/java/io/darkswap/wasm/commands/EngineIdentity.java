package io.darkswap.wasm.commands;

/**
 * The engine module that a book belongs to. Another module may compute another book from
 * the same commands.
 *
 * @param sha256 the digest of the module, lower-case hexadecimal
 * @param abiVersion the version of its ABI
 * @param stateVersion the version of the structures in its memory and of their places
 */
public record EngineIdentity(String sha256, int abiVersion, long stateVersion) {

	/** Return whether this engine can continue a memory that another one has left. */
	public boolean continuesStateOf(EngineIdentity before) {
		return this.stateVersion == before.stateVersion;
	}

}
