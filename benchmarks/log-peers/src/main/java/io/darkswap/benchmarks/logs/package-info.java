/** Durable appends of the command log beside those of other logs. */
@NullMarked
package io.darkswap.benchmarks.logs;

import org.jspecify.annotations.NullMarked;
