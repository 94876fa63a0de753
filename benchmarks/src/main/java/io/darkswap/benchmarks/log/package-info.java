/**
 * The command log: appends, replay, snapshots, and clients with a log.
 */
@NullMarked
package io.darkswap.benchmarks.log;

import org.jspecify.annotations.NullMarked;
