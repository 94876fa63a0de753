package io.darkswap.wasm.loader;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.AsyncCache;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.fetch.ModuleFetcher;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.url.ShownUrl;
import org.jspecify.annotations.Nullable;

/**
 * Fetches and compiles each module once, however many callers wait for it. A failed load
 * is not kept.
 */
final class ModuleCache {

	private final AsyncCache<String, CachedModule> cache;

	private final Executor executor;

	private final ModuleFetcher fetcher;

	private final ModuleCompiler compiler;

	ModuleCache(AsyncCache<String, CachedModule> cache, Executor executor, ModuleFetcher fetcher,
			ModuleCompiler compiler) {
		this.cache = cache;
		this.executor = executor;
		this.fetcher = fetcher;
		this.compiler = compiler;
	}

	/** Return the module at a URL, from the cache if it is there. */
	CompletableFuture<CachedModule> load(String url) {
		// The loading threads do not have the caller's context class loader.
		ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();
		CompletableFuture<CachedModule> module = this.cache.get(url,
				(key, unused) -> start(() -> load(key, contextClassLoader)));
		return module.handle((loaded, failure) -> {
			if (failure == null) {
				return loaded;
			}
			// The cache removes a failed load, but callers may retry before that.
			this.cache.asMap().remove(url, module);
			throw new CompletionException((failure instanceof FailedLoad) ? failure.getCause() : failure);
		});
	}

	/** Return the module at a URL, once it is loaded. */
	CachedModule await(String url) {
		return await(url, load(url));
	}

	/** Describe the module at a URL, whether or not it can be run. */
	ModuleReport inspect(String url) {
		CachedModule cached = contains(url) ? this.cache.synchronous().getIfPresent(url) : null;
		if (cached != null) {
			return cached.report();
		}
		ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();
		return await(url,
				start(() -> this.compiler.report(ShownUrl.of(url), this.fetcher.fetch(url, contextClassLoader))));
	}

	boolean contains(String url) {
		CompletableFuture<CachedModule> module = this.cache.getIfPresent(url);
		return module != null && isLoaded(module);
	}

	void remove(String url) {
		this.cache.asMap().remove(url);
	}

	void clear() {
		this.cache.synchronous().invalidateAll();
	}

	long size() {
		return this.cache.asMap().values().stream().filter(ModuleCache::isLoaded).count();
	}

	List<CachedModule> modules() {
		return List.copyOf(this.cache.synchronous().asMap().values());
	}

	private <T> CompletableFuture<T> start(Supplier<T> load) {
		CompletableFuture<T> module = new CompletableFuture<>();
		try {
			this.executor.execute(() -> {
				try {
					module.complete(load.get());
				}
				catch (Throwable ex) {
					module.completeExceptionally(new FailedLoad(ex));
				}
			});
		}
		catch (RejectedExecutionException ex) {
			module.completeExceptionally(new FailedLoad(ex));
		}
		return module;
	}

	private CachedModule load(String url, @Nullable ClassLoader contextClassLoader) {
		return this.compiler.compile(ShownUrl.of(url), this.fetcher.fetch(url, contextClassLoader));
	}

	private static boolean isLoaded(CompletableFuture<CachedModule> module) {
		return module.isDone() && !module.isCompletedExceptionally();
	}

	private static <T> T await(String url, CompletableFuture<T> module) {
		try {
			return module.get();
		}
		catch (CancellationException ex) {
			// From JDK 25 on, get() wraps a cancellation in another one.
			Throwable failure = (ex instanceof FailedLoad) ? ex : ex.getCause();
			throw failed(url, (failure instanceof FailedLoad) ? failure.getCause() : ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new DarkSwapException(ErrorCode.CALL_INTERRUPTED, "Interrupted while waiting for " + ShownUrl.of(url),
					ex);
		}
		catch (ExecutionException ex) {
			throw failed(url, ex.getCause());
		}
	}

	private static DarkSwapException failed(String url, @Nullable Throwable cause) {
		if (cause instanceof DarkSwapException failure) {
			// Many threads may wait for one load: each gets an exception with its own
			// stack.
			return new DarkSwapException(failure.code(), String.valueOf(failure.getMessage()), failure,
					failure.option().orElse(null));
		}
		return new DarkSwapException(ErrorCode.INITIALIZATION_FAILED,
				"%s could not be loaded: %s".formatted(ShownUrl.of(url), cause), cause);
	}

}
