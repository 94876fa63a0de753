/**
 * Thread utilities of several packages: daemon threads, CPU time, calls that are being
 * stopped, and the threads of logs.
 */
@NullMarked
package io.darkswap.wasm.threads;

import org.jspecify.annotations.NullMarked;
