/**
 * Comparison of the clients with a book so simple that it is obviously correct: both run
 * the same random commands, and must return the same answers, errors and events.
 */
package io.darkswap.wasm.model;
