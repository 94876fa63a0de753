/**
 * The clients compared with a book so plain that it is plainly right: the same random
 * commands to both, and the same answers, errors and events from both.
 */
package io.darkswap.wasm.model;
