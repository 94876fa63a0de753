package io.darkswap.wasm.loader.fetch;

/**
 * A module that arrived whole, in the frame of WebAssembly, with the digest that its pin
 * asks for.
 *
 * @param bytes its bytes, which nobody changes
 * @param sha256 their SHA-256, in lower-case hexadecimal
 */
public record FetchedModule(byte[] bytes, String sha256) {

}
