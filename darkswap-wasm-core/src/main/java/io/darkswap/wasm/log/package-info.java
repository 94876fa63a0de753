/**
 * The command log: records that are durable before they are applied, in one order. This
 * package knows bytes and positions; it knows neither the engine nor the meaning of a
 * record.
 */
@NullMarked
package io.darkswap.wasm.log;

import org.jspecify.annotations.NullMarked;
