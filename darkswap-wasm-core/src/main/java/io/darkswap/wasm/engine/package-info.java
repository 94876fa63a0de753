/**
 * The engine's ABI in Java: where its records lie, how its commands are called. Not
 * public API: it changes with the engine.
 */
@NullMarked
package io.darkswap.wasm.engine;

import org.jspecify.annotations.NullMarked;
