package io.darkswap.wasm.autoconfigure;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.loader.CachedModule;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.wallet.Account;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Makes once, on a thread beside the application's start, what the client's beans are
 * made of, and throws it away: when their turn comes, the classes are there. What fails
 * here says nothing, and fails again where it matters.
 */
final class DarkSwapBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
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

}
