/**
 * Cold starts of the client and of an application.
 */
@NullMarked
package io.darkswap.benchmarks.start;

import org.jspecify.annotations.NullMarked;
