/**
 * Atomic operations and the lock on either kind of memory.
 */
@NullMarked
package io.darkswap.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
