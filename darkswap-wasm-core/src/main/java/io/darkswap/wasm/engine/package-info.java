/**
 * The engine: its instances, commands and events over one linear memory. Sealed: it
 * changes with the engine's module.
 */
@NullMarked
package io.darkswap.wasm.engine;

import org.jspecify.annotations.NullMarked;
