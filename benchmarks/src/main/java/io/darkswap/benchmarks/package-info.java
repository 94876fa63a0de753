/**
 * The measured clients and engine, and the flows that all peers share. The packages below
 * measure with them.
 */
@NullMarked
package io.darkswap.benchmarks;

import org.jspecify.annotations.NullMarked;
