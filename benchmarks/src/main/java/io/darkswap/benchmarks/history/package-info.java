/**
 * Statistics and candles of a million trades.
 */
@NullMarked
package io.darkswap.benchmarks.history;

import org.jspecify.annotations.NullMarked;
