/**
 * A market maker that trades with itself, for demonstrations.
 */
@NullMarked
package io.darkswap.sample.demo;

import org.jspecify.annotations.NullMarked;
