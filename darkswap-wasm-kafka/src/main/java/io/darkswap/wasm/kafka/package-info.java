/**
 * The command log on one partition of a topic of Kafka: several nodes append to it, and
 * each applies the commands of all in the same order.
 */
@NullMarked
package io.darkswap.wasm.kafka;

import org.jspecify.annotations.NullMarked;
