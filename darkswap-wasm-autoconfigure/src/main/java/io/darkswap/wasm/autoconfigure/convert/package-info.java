/**
 * Assets and pairs as text: in JSON, in requests and in properties.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.convert;

import org.jspecify.annotations.NullMarked;
