/**
 * The REST API: orders, trades, markets and the wallet.
 */
@NullMarked
package io.darkswap.sample.trading;

import org.jspecify.annotations.NullMarked;
