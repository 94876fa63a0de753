/**
 * From a module's URL to a module with its memory: loading, compiling and caching.
 */
@NullMarked
package io.darkswap.wasm.loader;

import org.jspecify.annotations.NullMarked;
