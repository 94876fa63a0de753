/**
 * Parsing of modules, and a directory of compiled classes. Sealed: the loader is the API.
 */
@NullMarked
package io.darkswap.wasm.loader.compile;

import org.jspecify.annotations.NullMarked;
