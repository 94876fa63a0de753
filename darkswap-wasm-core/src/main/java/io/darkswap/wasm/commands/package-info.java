/**
 * The changes of the books, and the two ways in which they reach the engine: directly, or
 * through a command log. Sealed: the clients are the API.
 */
@NullMarked
package io.darkswap.wasm.commands;

import org.jspecify.annotations.NullMarked;
