/**
 * Threads that several packages use: daemon threads, and calls that are being stopped.
 */
@NullMarked
package io.darkswap.wasm.threads;

import org.jspecify.annotations.NullMarked;
