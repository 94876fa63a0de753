package io.darkswap.wasm.commands;

/**
 * The engine module that a book belongs to. Another module may compute another book from
 * the same commands.
 *
 * @param sha256 the digest of the module, lower-case hexadecimal
 * @param abiVersion the version of its ABI
 * @param stateVersion the version of the records in its memory, 0 if it is unknown
 */
public record EngineIdentity(String sha256, int abiVersion, int stateVersion) {

	/** Return whether this engine can continue a memory that another one has left. */
	public boolean continuesStateOf(EngineIdentity before) {
		return this.stateVersion != 0 && this.stateVersion == before.stateVersion;
	}

}
