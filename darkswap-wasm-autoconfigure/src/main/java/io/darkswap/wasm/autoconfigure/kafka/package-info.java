/**
 * Auto-configuration of the command log on Kafka.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.kafka;

import org.jspecify.annotations.NullMarked;
