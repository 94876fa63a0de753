package io.darkswap.wasm.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Bootstraps the contexts of {@link DarkSwapTest @DarkSwapTest}s. */
final class DarkSwapTestContextBootstrapper extends TestSliceTestContextBootstrapper<DarkSwapTest> {

}
