/**
 * How URLs are shown. Depends on nothing. Not API.
 */
@NullMarked
package io.darkswap.wasm.url;

import org.jspecify.annotations.NullMarked;
