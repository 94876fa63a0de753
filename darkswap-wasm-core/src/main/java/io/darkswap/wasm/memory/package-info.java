/**
 * WebAssembly's shared linear memory on the JVM: one off-heap mapping, real atomics,
 * parked waits.
 */
@NullMarked
package io.darkswap.wasm.memory;

import org.jspecify.annotations.NullMarked;
