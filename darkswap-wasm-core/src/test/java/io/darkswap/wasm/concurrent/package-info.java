/**
 * Tests that concurrent calls return the results of sequential ones.
 */
package io.darkswap.wasm.concurrent;
