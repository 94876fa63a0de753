/**
 * The books of a command log. The records of the log are applied in the order of their
 * positions, so every node with the same log has the same books. Sealed: the clients are
 * the API.
 */
@NullMarked
package io.darkswap.wasm.replication;

import org.jspecify.annotations.NullMarked;
