/**
 * Instances of one module for concurrent callers: leases, C stacks and time limits.
 */
@NullMarked
package io.darkswap.wasm.pool;

import org.jspecify.annotations.NullMarked;
