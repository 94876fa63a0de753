/**
 * Warnings that may repeat. Depends on nothing. Not API.
 */
@NullMarked
package io.darkswap.wasm.warnings;

import org.jspecify.annotations.NullMarked;
