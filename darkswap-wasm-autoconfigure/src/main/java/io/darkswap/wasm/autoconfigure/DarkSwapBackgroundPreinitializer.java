package io.darkswap.wasm.autoconfigure;

import java.lang.reflect.Method;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.loader.CachedModule;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.wallet.Account;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Makes once, on a thread beside the application's start, what the client's beans are
 * made of, throws it away, and looks at all classes of beans as Spring will: when their
 * turn comes, the classes are there, and what is known of them. What fails here says
 * nothing, and fails again where it matters.
 */
final class DarkSwapBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		makeClient();
		OnSharedMemoryCondition.hasOffHeapAtomics();
		ClassLoader classLoader = getClass().getClassLoader();
		for (String name : ImportCandidates.load(AutoConfiguration.class, classLoader)) {
			if (ClassUtils.getPackageName(name).equals(getClass().getPackageName())) {
				introspectBeans(ClassUtils.resolveClassName(name, classLoader));
			}
		}
	}

	private static void makeClient() {
		Binder defaults = new Binder();
		DarkSwapWasmProperties wasm = defaults.bindOrCreate("darkswap.wasm", DarkSwapWasmProperties.class);
		DarkSwapWalletProperties properties = defaults.bindOrCreate("darkswap.wallet", DarkSwapWalletProperties.class);
		LazyWallet wallet = new LazyWallet(Account.of(properties.network(), properties.accountType()));
		AsyncCache<String, CachedModule> cache = Caffeine.newBuilder().recordStats().buildAsync();
		try (SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().cache(cache).build()) {
			SharedMemoryDarkSwapClient.builder()
				.loader(loader)
				.config(new DarkSwapConfig(properties.network(), wallet))
				.memory(wasm.memory())
				.build()
				.close();
		}
	}

	private static void introspectBeans(Class<?> autoConfiguration) {
		try {
			for (Method method : introspect(autoConfiguration)) {
				if (method.isAnnotationPresent(Bean.class)) {
					introspect(method.getReturnType());
				}
			}
		}
		catch (IllegalStateException ex) {
			// It is of a dependency that the application does without.
		}
	}

	private static Method[] introspect(Class<?> type) {
		Method[] methods = ReflectionUtils.getAllDeclaredMethods(type);
		for (Method method : methods) {
			MergedAnnotations.from(method);
		}
		return methods;
	}

}
