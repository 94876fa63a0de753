/**
 * Properties that need more care than binding gives them.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.properties;

import org.jspecify.annotations.NullMarked;
