package io.darkswap.wasm.loader;

import com.dylibso.chicory.wasm.WasmModule;

/**
 * A module that arrived.
 *
 * @param module what it says
 * @param sha256 the SHA-256 of its bytes, in lower-case hexadecimal
 * @param bundled whether it is the engine that the build made classes for
 */
record ParsedModule(WasmModule module, String sha256, boolean bundled) {

}
