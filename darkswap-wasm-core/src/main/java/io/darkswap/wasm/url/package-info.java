/**
 * Display of URLs without their secrets. Depends on nothing. Not API.
 */
@NullMarked
package io.darkswap.wasm.url;

import org.jspecify.annotations.NullMarked;
