/**
 * Lowers modules with fixed-width SIMD to modules without: each vector becomes two
 * integers of 64 bits.
 */
@NullMarked
package io.darkswap.wasm.loader.simd;

import org.jspecify.annotations.NullMarked;
