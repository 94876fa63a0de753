/**
 * Delivers events of the engine to listeners. Sealed: the clients are the API.
 */
@NullMarked
package io.darkswap.wasm.events;

import org.jspecify.annotations.NullMarked;
