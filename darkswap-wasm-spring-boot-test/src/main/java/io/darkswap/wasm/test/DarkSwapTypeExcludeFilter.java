package io.darkswap.wasm.test;

import java.util.Set;

import io.darkswap.wasm.CallInterceptor;
import io.darkswap.wasm.autoconfigure.DarkSwapClientBuilderCustomizer;
import io.darkswap.wasm.autoconfigure.DarkSwapConnectionDetails;
import io.darkswap.wasm.autoconfigure.DarkSwapModuleCacheBuilderCustomizer;
import io.darkswap.wasm.autoconfigure.SharedMemoryWasmLoaderBuilderCustomizer;
import io.darkswap.wasm.wallet.BalanceSource;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/**
 * Keeps the application's other components out of {@link DarkSwapTest @DarkSwapTest}s.
 */
final class DarkSwapTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<DarkSwapTest> {

	private static final Set<Class<?>> KNOWN_INCLUDES = Set.of(BalanceSource.class, CallInterceptor.class,
			DarkSwapClientBuilderCustomizer.class, DarkSwapConnectionDetails.class,
			DarkSwapModuleCacheBuilderCustomizer.class, SharedMemoryWasmLoaderBuilderCustomizer.class);

	DarkSwapTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return KNOWN_INCLUDES;
	}

}
