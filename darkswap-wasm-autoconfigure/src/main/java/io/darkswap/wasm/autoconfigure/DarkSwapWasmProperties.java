package io.darkswap.wasm.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.properties.MemorySize;
import io.darkswap.wasm.loader.MemoryOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the DarkSwap module is loaded and run. Limits are checked where they are used, so
 * that they hold for clients made without Spring too.
 *
 * @param url Location of the DarkSwap module: any Spring resource location, or an http or
 * https URL.
 * @param initial Size the linear memory starts with: pages of 64 KiB, or a size such as
 * 1MB.
 * @param maximum Size the linear memory may grow to: pages of 64 KiB, or a size such as
 * 16MB.
 * @param shared Whether instances of the module share one linear memory and so serve
 * several callers at once. Without it, or on a JVM that cannot, calls are served one
 * after the other.
 * @param preload Whether to compile and warm up the module and to initialize the client
 * in the background once the application accepts traffic. Calls that come earlier wait.
 * If false, the client is initialized when its bean is created. The default is to preload
 * if the client is injected into a bean of the application; otherwise the first call
 * initializes it.
 * @param failFast Whether a module behind an http or https URL is loaded and validated
 * when the client's bean is created, so that a wrong one stops the start. Modules in
 * files and on the class path always are.
 * @param instances Number of callers that can be served at once over a shared memory. The
 * default is the number of processors, but at least 2.
 * @param callTimeout Time a call may wait for a free instance.
 * @param stopAfter Time a call may compute in the engine before it is stopped as one that
 * never ends, at least 1s. A call that is stopped while it changes the book poisons the
 * engine.
 * @param closedOrderHistory Number of filled, cancelled and expired orders that stay
 * readable in each market. Their memory goes to open orders first.
 * @param tradeHistory Number of trades that stay readable in each market, for lists,
 * statistics and candles. Their memory goes to open orders first.
 * @param maximumExpiry Time that an order may last at most. The id of an imported order
 * takes memory until it expires, however soon it was filled.
 * @param sweepInterval Time between two sweeps of expired orders out of markets that
 * nobody trades in.
 * @param eventQueueCapacity Number of events that may wait for a listener. What does not
 * fit any more, the listener misses.
 * @param publishEvents Whether what happens is published as application events. The
 * default is to do so if the application has a listener for them when it starts.
 * @param sha256 SHA-256 that the module must have, in hexadecimal. Without it, any module
 * found at the URL is run.
 * @param maxModuleSize Size up to which a module is loaded.
 * @param loadTimeout Time that fetching a module may take.
 * @param compileTimeout Time that parsing and compiling a module may take. The bundled
 * one is compiled already.
 * @param followRedirects Whether a server may redirect to another address of the module,
 * also on another host. From https to http it never may.
 * @param compileCache Directory that keeps the classes which modules other than the
 * bundled one are compiled to, for the next start. Must be writable by nobody else.
 */
@ConfigurationProperties("darkswap.wasm")
record DarkSwapWasmProperties(@DefaultValue(DarkSwapClient.BUNDLED_URL) String url, @DefaultValue("16") String initial,
		@DefaultValue("256") String maximum, @DefaultValue("true") boolean shared, @Nullable Boolean preload,
		@DefaultValue("true") boolean failFast, @Nullable Integer instances, @DefaultValue("5s") Duration callTimeout,
		@DefaultValue("30s") Duration stopAfter, @DefaultValue("1000") int closedOrderHistory,
		@DefaultValue("10000") int tradeHistory, @DefaultValue("30d") Duration maximumExpiry,
		@DefaultValue("1s") Duration sweepInterval, @DefaultValue("65536") int eventQueueCapacity,
		@Nullable Boolean publishEvents, @Nullable String sha256, @DefaultValue("64MB") DataSize maxModuleSize,
		@DefaultValue("30s") Duration loadTimeout, @DefaultValue("60s") Duration compileTimeout,
		@DefaultValue("true") boolean followRedirects, @Nullable Path compileCache) {

	MemoryOptions memory() {
		return new MemoryOptions(MemorySize.pages("darkswap.wasm.initial", this.initial),
				MemorySize.pages("darkswap.wasm.maximum", this.maximum), this.shared);
	}

}
