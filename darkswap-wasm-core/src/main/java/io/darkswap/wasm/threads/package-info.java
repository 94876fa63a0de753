/**
 * Thread utilities of several packages: daemon threads, CPU time, and calls that are
 * being stopped.
 */
@NullMarked
package io.darkswap.wasm.threads;

import org.jspecify.annotations.NullMarked;
