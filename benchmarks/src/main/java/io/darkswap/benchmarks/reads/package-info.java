/**
 * Reads of the books: the best prices, lists of orders, and a mixed load.
 */
@NullMarked
package io.darkswap.benchmarks.reads;

import org.jspecify.annotations.NullMarked;
