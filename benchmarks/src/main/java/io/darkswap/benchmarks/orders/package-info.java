/**
 * Creating, cancelling and taking orders, beside exchange-core.
 */
@NullMarked
package io.darkswap.benchmarks.orders;

import org.jspecify.annotations.NullMarked;
