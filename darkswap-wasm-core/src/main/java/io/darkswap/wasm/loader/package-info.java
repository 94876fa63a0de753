/**
 * From a module's URL to instances that run: fetching, checking, compiling, caching and
 * pooling.
 */
@NullMarked
package io.darkswap.wasm.loader;

import org.jspecify.annotations.NullMarked;
