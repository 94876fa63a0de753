/**
 * Creates one table, charts and a model of scaling from the raw results of a run.
 */
@NullMarked
package io.darkswap.benchmarks.report;

import org.jspecify.annotations.NullMarked;
