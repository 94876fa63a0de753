/**
 * Rewrites modules that Chicory cannot run as they are: each vector of fixed-width SIMD
 * becomes two integers of 64 bits, and types of blocks get numbers that are read right.
 */
@NullMarked
package io.darkswap.wasm.loader.simd;

import org.jspecify.annotations.NullMarked;
