/**
 * Auto-configuration for modules of the application's own, which it names by properties.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.modules;

import org.jspecify.annotations.NullMarked;
