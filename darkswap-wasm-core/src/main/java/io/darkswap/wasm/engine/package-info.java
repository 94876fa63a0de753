/**
 * The engine's ABI in Java: the layout of its records and its commands. Not public API:
 * it changes with the engine.
 */
@NullMarked
package io.darkswap.wasm.engine;

import org.jspecify.annotations.NullMarked;
