/**
 * Loading, compiling and caching of WebAssembly modules, each with its memory.
 */
@NullMarked
package io.darkswap.wasm.loader;

import org.jspecify.annotations.NullMarked;
