/**
 * Auto-configuration for the command log, with which the books survive a restart.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.log;

import org.jspecify.annotations.NullMarked;
