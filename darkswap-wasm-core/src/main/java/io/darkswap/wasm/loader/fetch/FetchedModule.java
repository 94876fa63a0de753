package io.darkswap.wasm.loader.fetch;

/**
 * A complete module with valid WebAssembly framing, whose digest matches its pin.
 *
 * @param bytes its bytes, which must not be changed
 * @param sha256 their SHA-256, in lower-case hexadecimal
 */
public record FetchedModule(byte[] bytes, String sha256) {

}
