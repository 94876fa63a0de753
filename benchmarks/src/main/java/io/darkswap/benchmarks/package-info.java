/**
 * JMH measurements of what users feel.
 */
@NullMarked
package io.darkswap.benchmarks;

import org.jspecify.annotations.NullMarked;
