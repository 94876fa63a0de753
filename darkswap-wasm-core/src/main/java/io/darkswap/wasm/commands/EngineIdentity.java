package io.darkswap.wasm.commands;

/**
 * The engine module that a book belongs to. Another module may compute another book from
 * the same commands.
 *
 * @param sha256 the digest of the module, lower-case hexadecimal
 * @param abiVersion the version of its ABI
 * @param stateVersion the version of the records in its memory
 */
public record EngineIdentity(String sha256, int abiVersion, int stateVersion) {
}
