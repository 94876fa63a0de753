/**
 * Balances from servers that index the chain: Esplora for bitcoin, ord for runes, an
 * alkanes server for alkanes. Usable with and without Spring Boot.
 */
@NullMarked
package io.darkswap.wasm.chain;

import org.jspecify.annotations.NullMarked;
