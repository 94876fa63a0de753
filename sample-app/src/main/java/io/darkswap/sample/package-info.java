/**
 * A small trading desk over HTTP, written as a user of the starter would write it.
 */
@NullMarked
package io.darkswap.sample;

import org.jspecify.annotations.NullMarked;
