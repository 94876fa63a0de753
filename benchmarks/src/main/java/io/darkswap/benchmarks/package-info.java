/**
 * JMH measurements of the client's operations.
 */
@NullMarked
package io.darkswap.benchmarks;

import org.jspecify.annotations.NullMarked;
