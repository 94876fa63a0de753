/**
 * Auto-configuration for health, info and the actuator's endpoint.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
