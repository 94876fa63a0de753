/**
 * Fetching of a module's bytes by URL: opening, limits, framing, digest. Not API.
 */
@NullMarked
package io.darkswap.wasm.loader.fetch;

import org.jspecify.annotations.NullMarked;
