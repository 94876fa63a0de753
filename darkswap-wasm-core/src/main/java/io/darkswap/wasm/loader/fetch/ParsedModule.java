package io.darkswap.wasm.loader.fetch;

import com.dylibso.chicory.wasm.WasmModule;

/**
 * A module that was fetched, checked and parsed.
 *
 * @param module the parsed module
 * @param sha256 the SHA-256 of its bytes, in lower-case hexadecimal
 * @param bundled whether it is the engine that the build compiled to classes
 */
public record ParsedModule(WasmModule module, String sha256, boolean bundled) {

}
