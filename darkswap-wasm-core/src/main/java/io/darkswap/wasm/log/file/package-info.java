/**
 * The files of a log on disk: their names, layouts and failures. Sealed: the log is the
 * API.
 */
@NullMarked
package io.darkswap.wasm.log.file;

import org.jspecify.annotations.NullMarked;
