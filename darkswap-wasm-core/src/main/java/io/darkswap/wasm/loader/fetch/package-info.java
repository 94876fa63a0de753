/**
 * From a module's URL to its checked and parsed bytes: opening, limits, framing, digest.
 * Not API.
 */
@NullMarked
package io.darkswap.wasm.loader.fetch;

import org.jspecify.annotations.NullMarked;
