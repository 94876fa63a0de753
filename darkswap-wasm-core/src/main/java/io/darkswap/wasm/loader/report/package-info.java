/**
 * Reads from a module's bytes what it needs, before it is compiled: features, imports,
 * exports and how it sets up threads.
 */
@NullMarked
package io.darkswap.wasm.loader.report;

import org.jspecify.annotations.NullMarked;
