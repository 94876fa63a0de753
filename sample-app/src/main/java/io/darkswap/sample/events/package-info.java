/**
 * Streams of server-sent events: of everything, and of one market.
 */
@NullMarked
package io.darkswap.sample.events;

import org.jspecify.annotations.NullMarked;
