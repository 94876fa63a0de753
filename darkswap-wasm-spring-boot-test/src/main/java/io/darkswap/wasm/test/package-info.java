/**
 * Support for the tests of applications that trade through DarkSwap.
 */
@NullMarked
package io.darkswap.wasm.test;

import org.jspecify.annotations.NullMarked;
