@NullMarked
package io.darkswap.wasm.memory;

import org.jspecify.annotations.NullMarked;
