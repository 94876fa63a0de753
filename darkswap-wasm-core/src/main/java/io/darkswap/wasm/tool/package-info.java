/**
 * The command line tool with which an operator looks into a log.
 */
@NullMarked
package io.darkswap.wasm.tool;

import org.jspecify.annotations.NullMarked;
