/**
 * The changes of the books: their records, and how the engine runs them. Sealed: the
 * clients are the API.
 */
@NullMarked
package io.darkswap.wasm.commands;

import org.jspecify.annotations.NullMarked;
