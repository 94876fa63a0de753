/**
 * Waits of a caller while others make very large calls.
 */
@NullMarked
package io.darkswap.benchmarks.fairness;

import org.jspecify.annotations.NullMarked;
