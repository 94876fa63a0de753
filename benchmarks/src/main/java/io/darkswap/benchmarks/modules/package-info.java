/**
 * Workers, and the loading of modules of others.
 */
@NullMarked
package io.darkswap.benchmarks.modules;

import org.jspecify.annotations.NullMarked;
