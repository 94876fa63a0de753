/**
 * Sources of balances: servers that index the chain, asked over HTTP.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.chain;

import org.jspecify.annotations.NullMarked;
