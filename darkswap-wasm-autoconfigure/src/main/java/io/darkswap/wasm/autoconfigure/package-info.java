/**
 * Auto-configuration that makes the DarkSwap client a bean of a Spring Boot application.
 */
@NullMarked
package io.darkswap.wasm.autoconfigure;

import org.jspecify.annotations.NullMarked;
