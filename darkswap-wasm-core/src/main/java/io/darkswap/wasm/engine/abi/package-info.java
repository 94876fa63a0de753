/**
 * The engine's memory layout: the constants of its header, the records that Java reads in
 * place, and plain values. Sealed: it changes with the engine.
 */
@NullMarked
package io.darkswap.wasm.engine.abi;

import org.jspecify.annotations.NullMarked;
