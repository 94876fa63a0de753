/**
 * Failures of the client as HTTP answers.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
