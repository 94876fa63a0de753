/**
 * Streams of server-sent events: of all markets, and of one market.
 */
@NullMarked
package io.darkswap.sample.events;

import org.jspecify.annotations.NullMarked;
