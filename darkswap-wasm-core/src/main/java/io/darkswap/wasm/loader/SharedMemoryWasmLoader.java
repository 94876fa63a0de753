package io.darkswap.wasm.loader;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import com.dylibso.chicory.runtime.ImportValues;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.compile.CompiledClassesDirectory;
import io.darkswap.wasm.loader.fetch.FetchOptions;
import io.darkswap.wasm.loader.fetch.ModuleFetcher;
import io.darkswap.wasm.loader.fetch.Sha256;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.loader.report.WasmFeature;
import io.darkswap.wasm.memory.FileImage;
import io.darkswap.wasm.threads.DaemonThreads;
import org.jspecify.annotations.Nullable;

/**
 * Loads WebAssembly modules by URL. Their instances share a linear memory if the module
 * and the JVM allow it. Otherwise the memory is private, and the module reports the
 * reason.
 * <p>
 * Fetched and compiled modules are kept in a cache. Concurrent callers of one URL share
 * one load. A failed load is not cached, so the next call retries it. Safe for use by
 * several threads.
 * <p>
 * A module may come from an untrusted source. It is validated before any of it runs. An
 * invalid module fails with a {@link DarkSwapException} and leaves the cache unchanged:
 * <table>
 * <caption>The error code for each reason</caption>
 * <tr>
 * <th>The module</th>
 * <th>Its {@link ErrorCode}</th>
 * </tr>
 * <tr>
 * <td>does not exist, or the server returns 404 or 410</td>
 * <td>{@link ErrorCode#MODULE_NOT_FOUND}</td>
 * </tr>
 * <tr>
 * <td>cannot be read, the server returns any other status than 200, or redirects from
 * https to http</td>
 * <td>{@link ErrorCode#MODULE_UNREADABLE}</td>
 * </tr>
 * <tr>
 * <td>does not arrive in time</td>
 * <td>{@link ErrorCode#MODULE_TIMED_OUT}</td>
 * </tr>
 * <tr>
 * <td>is larger than allowed, whether or not the server declares its size</td>
 * <td>{@link ErrorCode#MODULE_TOO_LARGE}</td>
 * </tr>
 * <tr>
 * <td>does not start with WebAssembly's magic number</td>
 * <td>{@link ErrorCode#MODULE_NOT_WASM}</td>
 * </tr>
 * <tr>
 * <td>is truncated or empty</td>
 * <td>{@link ErrorCode#MODULE_TRUNCATED}</td>
 * </tr>
 * <tr>
 * <td>has another SHA-256 than its pin</td>
 * <td>{@link ErrorCode#MODULE_DIGEST_MISMATCH}</td>
 * </tr>
 * <tr>
 * <td>uses a feature of WebAssembly that the runtime cannot run, see
 * {@link WasmFeature}</td>
 * <td>{@link ErrorCode#MODULE_UNSUPPORTED}</td>
 * </tr>
 * <tr>
 * <td>is not valid, or requires more resources than are allowed</td>
 * <td>{@link ErrorCode#MODULE_INVALID}</td>
 * </tr>
 * <tr>
 * <td>imports more than it is given</td>
 * <td>{@link ErrorCode#MODULE_IMPORTS_REFUSED}</td>
 * </tr>
 * <tr>
 * <td>needs another memory than the configured one</td>
 * <td>{@link ErrorCode#MODULE_MEMORY_MISMATCH}</td>
 * </tr>
 * <tr>
 * <td>traps while it starts</td>
 * <td>{@link ErrorCode#INITIALIZATION_FAILED}, when it is instantiated</td>
 * </tr>
 * </table>
 */
public final class SharedMemoryWasmLoader implements AutoCloseable {

	private final ModuleCache cache;

	private final boolean ownsCache;

	private final ModuleFetcher fetcher;

	/**
	 * Creates a loader with a cache of its own and the default limits.
	 */
	public SharedMemoryWasmLoader() {
		this(builder());
	}

	private SharedMemoryWasmLoader(Builder builder) {
		AsyncCache<String, CachedModule> cache = (builder.cache != null) ? builder.cache
				: Caffeine.newBuilder().buildAsync();
		this.ownsCache = (builder.cache == null);
		ResourceOpener opener = builder.resourceOpener;
		this.fetcher = new ModuleFetcher(new FetchOptions(builder.sslContext, (opener != null) ? opener::open : null,
				builder.followRedirects, builder.maximumBytes, builder.timeout), builder.pins);
		ModuleCompiler compiler = new ModuleCompiler(builder.compileCache, builder.limits, builder.compileTimeout);
		this.cache = new ModuleCache(cache, builder.executor, this.fetcher, compiler);
	}

	/**
	 * Creates a builder of a loader.
	 * @return a builder with the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns whether two instances see each other's writes in one memory on this JVM.
	 * The first call runs a small module on two threads; later calls return the same
	 * result.
	 * @return whether a memory can be shared
	 */
	public static boolean isSharedBufferSupported() {
		return SharedMemorySupport.bufferIsShared();
	}

	/**
	 * Returns whether atomic additions, wait and notify work between two threads on this
	 * JVM.
	 * @return whether atomics work
	 */
	public static boolean isAtomicsSupported() {
		return SharedMemorySupport.atomicsWork();
	}

	/**
	 * Returns whether instances can share a memory on this JVM.
	 * @return whether memory can be shared and atomics work
	 */
	public static boolean isSharedMemorySupported() {
		return SharedMemorySupport.failure().isEmpty();
	}

	/**
	 * Loads a module that imports at most its memory.
	 * @param url its URL: {@code classpath:}, {@code file:}, {@code http:},
	 * {@code https:}, or one that the resource opener supports
	 * @param memory the size of its memory, and whether to share it
	 * @return the module with its memory, which the caller closes
	 * @throws DarkSwapException as {@link #load(String, ImportValues, MemoryOptions)}
	 * does
	 */
	public LoadedModule load(String url, MemoryOptions memory) {
		return load(url, ImportValues.empty(), memory);
	}

	/**
	 * Loads a module, from the cache if possible. Blocks until it is fetched and
	 * compiled.
	 * @param url its URL: {@code classpath:}, {@code file:}, {@code http:},
	 * {@code https:}, or one that the resource opener supports
	 * @param imports the values for its imports. The caller owns a memory among them;
	 * only a {@link io.darkswap.wasm.memory.SharedLinearMemory} keeps the data segments
	 * of each instance apart. If the module imports a memory that is not among them, the
	 * loader adds one. Tables and mutable globals are the first instance's; each further
	 * instance has its own, with the content at the time of this call
	 * @param memory the size of its memory, and whether to share it
	 * @return the module with its memory, which the caller closes
	 * @throws DarkSwapException with a code that starts with {@code MODULE_} if the
	 * module cannot be loaded, {@link ErrorCode#CALL_INTERRUPTED} if the thread is
	 * interrupted while it waits, which it stays
	 */
	public LoadedModule load(String url, ImportValues imports, MemoryOptions memory) {
		notNull(imports, "imports");
		return load(url, memory, (module) -> LoadedModule.of(module, imports, memory));
	}

	/**
	 * Loads a module whose instances have imports of their own, from the cache if
	 * possible. Blocks until it is fetched and compiled.
	 * @param url its URL: {@code classpath:}, {@code file:}, {@code http:},
	 * {@code https:}, or one that the resource opener supports
	 * @param imports creates the imports of each instance, when it is created; the loader
	 * adds the memory
	 * @param memory the size of its memory, and whether to share it
	 * @return the module with its memory, which the caller closes
	 * @throws DarkSwapException as {@link #load(String, ImportValues, MemoryOptions)}
	 * does, but a missing import is found when an instance is created
	 */
	public LoadedModule load(String url, ModuleImports imports, MemoryOptions memory) {
		notNull(imports, "imports");
		return load(url, memory, (module) -> LoadedModule.of(module, imports, memory));
	}

	/**
	 * Loads a module whose memory begins with what instances of the same module left in
	 * another one, in place of the module's data. The memory of the file is mapped where
	 * the system can: its bytes are loaded as they are first accessed.
	 * @param url its URL, as for {@link #load(String, ImportValues, MemoryOptions)}
	 * @param image the bytes of the other memory
	 * @param memory the size of its memory, and whether to share it
	 * @return the module with its memory, which the caller closes
	 * @throws DarkSwapException as {@link #load(String, ImportValues, MemoryOptions)}
	 * does, with {@link ErrorCode#MODULE_MEMORY_MISMATCH} also if the image is larger
	 * than the maximum or cannot be read
	 */
	public LoadedModule load(String url, FileImage image, MemoryOptions memory) {
		notNull(image, "image");
		return load(url, memory, (module) -> LoadedModule.of(module, image, memory));
	}

	private LoadedModule load(String url, MemoryOptions memory, Function<CachedModule, LoadedModule> loaded) {
		notNull(memory, "memory options");
		notNull(url, "URL");
		boolean known = isCached(url);
		CachedModule module = this.cache.await(url);
		try {
			this.fetcher.checkPin(url, module.sha256());
			return loaded.apply(module);
		}
		catch (DarkSwapException ex) {
			if (!known) {
				this.cache.remove(url);
			}
			throw ex;
		}
	}

	/**
	 * Describes a module by its bytes, without compiling it: the features that it uses,
	 * its imports and exports, and how it sets up threads. The module need not be one
	 * that can be loaded. Blocks until it is fetched; a module in the cache is not
	 * fetched again.
	 * @param url its URL, as for {@link #load(String, MemoryOptions)}
	 * @return the report
	 * @throws DarkSwapException with a code that starts with {@code MODULE_} if the
	 * module cannot be fetched, {@link ErrorCode#CALL_INTERRUPTED} if the thread is
	 * interrupted while it waits, which it stays
	 */
	public ModuleReport inspect(String url) {
		notNull(url, "URL");
		return this.cache.inspect(url);
	}

	/**
	 * Fetches and compiles a module into the cache, without creating an instance.
	 * @param url its URL
	 * @return completes when the module is in the cache, exceptionally with a
	 * {@link DarkSwapException} when it could not be loaded
	 */
	public CompletableFuture<Void> preload(String url) {
		notNull(url, "URL");
		return this.cache.load(url).thenAccept((module) -> {
		});
	}

	/**
	 * Empties the cache. Loaded modules and loads in progress are not affected.
	 */
	public void clearCache() {
		this.cache.clear();
	}

	/**
	 * Counts the modules in the cache, without those still being loaded.
	 * @return the number of modules
	 */
	public long cacheSize() {
		return this.cache.size();
	}

	/**
	 * Lists the modules in the cache, without those still being loaded.
	 * @return the modules as they are at this moment, in no order; immutable
	 */
	public List<CachedModule> cachedModules() {
		return this.cache.modules();
	}

	/**
	 * Returns whether a module is in the cache, so that a load fetches nothing.
	 * @param url its URL
	 * @return whether it is in the cache; false while it is still being loaded
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if no URL is
	 * given
	 */
	public boolean isCached(String url) {
		notNull(url, "URL");
		return this.cache.contains(url);
	}

	/**
	 * Empties the cache, if it is the loader's own. Loaded modules stay usable.
	 */
	@Override
	public void close() {
		if (this.ownsCache) {
			clearCache();
		}
	}

	/** Rejects null with a message in place of a trace. */
	private static void notNull(@Nullable Object argument, String name) {
		if (argument == null) {
			throw DarkSwapException.invalidArgument("A module cannot be loaded without %s: null was given", name);
		}
	}

	/**
	 * Builds a loader.
	 */
	public static final class Builder {

		private @Nullable AsyncCache<String, CachedModule> cache;

		private Executor executor = (load) -> DaemonThreads.start("darkswap-module-loader", load);

		private @Nullable ResourceOpener resourceOpener;

		private @Nullable SSLContext sslContext;

		private @Nullable CompiledClassesDirectory compileCache;

		private boolean followRedirects = true;

		private ModuleLimits limits = ModuleLimits.DEFAULT;

		private Duration compileTimeout = Duration.ofSeconds(60);

		private long maximumBytes = 64L * 1024 * 1024;

		private Duration timeout = Duration.ofSeconds(30);

		private final Map<String, String> pins = new HashMap<>();

		private Builder() {
		}

		/**
		 * Sets the cache of fetched and compiled modules. It should hold its values
		 * strongly; loaders may share one.
		 * @param cache the cache, by URL
		 * @return this builder
		 */
		public Builder cache(AsyncCache<String, CachedModule> cache) {
			this.cache = cache;
			return this;
		}

		/**
		 * Sets the executor that fetches and compiles; the default starts a new thread
		 * for each module.
		 * @param executor the executor
		 * @return this builder
		 */
		public Builder executor(Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Sets the opener for locations of schemes that the loader does not support.
		 * @param resourceOpener the opener
		 * @return this builder
		 */
		public Builder resourceOpener(ResourceOpener resourceOpener) {
			this.resourceOpener = resourceOpener;
			return this;
		}

		/**
		 * Sets the trust settings for {@code https:}; the default is the JVM's.
		 * @param sslContext the context
		 * @return this builder
		 */
		public Builder sslContext(SSLContext sslContext) {
			this.sslContext = sslContext;
			return this;
		}

		/**
		 * Sets the maximum size of a module (option {@code max-module-size}).
		 * @param bytes the size in bytes; the default is 64 MiB
		 * @return this builder
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not
		 * positive
		 */
		public Builder maximumModuleSize(long bytes) {
			if (bytes < 1) {
				throw DarkSwapException.invalidOption("max-module-size", bytes + " bytes", "more than 0");
			}
			this.maximumBytes = bytes;
			return this;
		}

		/**
		 * Sets the time limit for fetching a module, from the request to the last byte
		 * received (option {@code load-timeout}).
		 * @param timeout the time; the default is 30 s
		 * @return this builder
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not
		 * positive
		 */
		public Builder loadTimeout(Duration timeout) {
			if (timeout.isNegative() || timeout.isZero()) {
				throw DarkSwapException.invalidOption("load-timeout", timeout, "more than 0");
			}
			this.timeout = timeout;
			return this;
		}

		/**
		 * Sets whether a server may redirect to another address. The address may be on
		 * another host. A redirect from https to http is never followed.
		 * @param followRedirects whether redirects are followed; the default is to do so
		 * @return this builder
		 */
		public Builder followRedirects(boolean followRedirects) {
			this.followRedirects = followRedirects;
			return this;
		}

		/**
		 * Sets the limits of the parts of a module that cost memory and time to compile.
		 * @param limits the limits; the default is {@link ModuleLimits#DEFAULT}
		 * @return this builder
		 */
		public Builder limits(ModuleLimits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Sets the time limit for parsing and compiling a module. The bundled engine is
		 * not compiled.
		 * @param timeout the time, at least 1 ms; the default is 60 s
		 * @return this builder
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is
		 * shorter
		 */
		public Builder compileTimeout(Duration timeout) {
			if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
				throw DarkSwapException.invalidOption("compile-timeout", timeout, "1ms or more");
			}
			this.compileTimeout = timeout;
			return this;
		}

		/**
		 * Sets the directory for the compiled classes of modules, so that the next
		 * process need not compile them. The classes in it are run: it must belong to
		 * this process' user, and only this user may write to it. Any other directory is
		 * not used, and a warning names the reason.
		 * @param directory the directory, created if it does not exist; by default
		 * nothing is kept
		 * @return this builder
		 */
		public Builder compileCache(Path directory) {
			this.compileCache = new CompiledClassesDirectory(directory);
			return this;
		}

		/**
		 * Pins a module to its bytes (option {@code sha256}).
		 * @param url the module's URL
		 * @param sha256 the SHA-256 it must have, in hexadecimal
		 * @return this builder
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} unless it has
		 * 64 hexadecimal digits
		 */
		public Builder sha256(String url, String sha256) {
			String pin = sha256.toLowerCase(Locale.ROOT);
			if (!Sha256.isOne(pin)) {
				throw DarkSwapException.invalidOption("sha256", sha256, "64 hexadecimal digits");
			}
			this.pins.put(url, pin);
			return this;
		}

		/**
		 * Builds the loader.
		 * @return the loader
		 */
		public SharedMemoryWasmLoader build() {
			return new SharedMemoryWasmLoader(this);
		}

	}

}
