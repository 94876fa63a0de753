/** The command log on Kafka beside the broker alone. */
@NullMarked
package io.darkswap.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
