/**
 * Auto-configuration for metrics and observations.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
