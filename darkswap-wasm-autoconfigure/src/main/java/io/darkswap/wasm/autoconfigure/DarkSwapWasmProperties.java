package io.darkswap.wasm.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.TradingLimits;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.autoconfigure.modules.ModuleProperties;
import io.darkswap.wasm.autoconfigure.properties.MemorySize;
import io.darkswap.wasm.loader.MemoryOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the DarkSwap module and its engine. The library validates the limits, so
 * that they also apply to clients created without Spring.
 *
 * @param url Location of the DarkSwap module: any Spring resource location, or an http or
 * https URL.
 * @param initial Initial size of the linear memory: pages of 64 KiB, or a size such as
 * 1MB.
 * @param maximum Maximum size of the linear memory: pages of 64 KiB, or a size such as
 * 16MB.
 * @param shared Whether instances of the module share one linear memory and so serve
 * several callers at once. If false, or if the JVM does not support it, calls are served
 * one after the other.
 * @param preload Whether to compile and warm up the module and to initialize the client
 * in the background once the application accepts traffic. Earlier calls wait. An
 * application that exits on refresh warms up before it exits, and initializes nothing. If
 * false, the client is initialized when its bean is created. The default is to preload if
 * the client is injected into a bean of the application; otherwise the first call
 * initializes it.
 * @param failFast Whether a module behind an http or https URL is loaded and validated
 * when the client's bean is created, so that an invalid module stops the start. Modules
 * in files and on the class path are always validated.
 * @param instances Number of callers that can be served at once over a shared memory. The
 * default is the number of processors, but at least 2.
 * @param callTimeout Maximum time that a call waits for a free instance.
 * @param stopAfter Maximum time that a call computes in the engine before it is stopped,
 * at least 1s. A call that is stopped during a book update poisons the engine.
 * @param closedOrderHistory Number of filled, cancelled and expired orders that stay
 * readable in each market. Open orders take their memory if it is short.
 * @param tradeHistory Number of trades that stay readable in each market, for lists,
 * statistics and candles. Open orders take their memory if it is short.
 * @param maximumExpiry Maximum lifetime of an order. The id of an imported order takes
 * memory until its expiry, even if the order is filled before.
 * @param allowedMarkets Pairs that are traded, such as BTC/RUNE:840000:3. Without it,
 * every pair is traded.
 * @param maximumMarkets Maximum number of markets. Imported orders open at most half of
 * them.
 * @param foreignOrders Maximum number of imported orders that are open at once, in all
 * markets. The default is 32 for each page of the maximum.
 * @param foreignOrdersPerMaker Maximum number of imported orders of one maker that are
 * open at once.
 * @param reservedMemory Memory that imported orders leave to the client's own orders and
 * takes, in pages or as a size such as 2MB. The default is an eighth of the maximum.
 * @param smallestForeignNotional Minimum notional of an imported order: amount times
 * price in its quote asset.
 * @param sweepInterval Interval at which expired orders are removed from markets without
 * commands.
 * @param eventQueueCapacity Number of events that may wait for a listener. The listener
 * misses further events.
 * @param publishEvents Whether the client's events are published as application events.
 * The default is to publish if the application has a listener for them when it starts.
 * @param sha256 Expected SHA-256 of the module, in hexadecimal. Without it, any module at
 * the URL is run.
 * @param maxModuleSize Maximum size of a module.
 * @param loadTimeout Maximum time for fetching a module.
 * @param compileTimeout Maximum time for parsing and compiling a module. The bundled
 * module is compiled by the build.
 * @param followRedirects Whether a server may redirect to another address of the module,
 * also on another host. A redirect from https to http is always refused.
 * @param compileCache Directory that keeps the compiled classes of modules other than the
 * bundled one for the next start. Only the application's user may have write access.
 * @param modules Modules of the application's own, by their names. Each has a
 * LoadedModule and a WasmWorkers bean that its name qualifies.
 */
@ConfigurationProperties("darkswap.wasm")
record DarkSwapWasmProperties(@DefaultValue(DarkSwapClient.BUNDLED_URL) String url, @DefaultValue("16") String initial,
		@DefaultValue("256") String maximum, @DefaultValue("true") boolean shared, @Nullable Boolean preload,
		@DefaultValue("true") boolean failFast, @Nullable Integer instances, @DefaultValue("5s") Duration callTimeout,
		@DefaultValue("30s") Duration stopAfter, @DefaultValue("1000") int closedOrderHistory,
		@DefaultValue("100000") int tradeHistory, @DefaultValue("30d") Duration maximumExpiry,
		@DefaultValue Set<String> allowedMarkets, @DefaultValue("10000") int maximumMarkets,
		@Nullable Integer foreignOrders, @DefaultValue("1000") int foreignOrdersPerMaker,
		@Nullable String reservedMemory, @DefaultValue("0.000001") BigDecimal smallestForeignNotional,
		@DefaultValue("1s") Duration sweepInterval, @DefaultValue("65536") int eventQueueCapacity,
		@Nullable Boolean publishEvents, @Nullable String sha256, @DefaultValue("64MB") DataSize maxModuleSize,
		@DefaultValue("30s") Duration loadTimeout, @DefaultValue("60s") Duration compileTimeout,
		@DefaultValue("true") boolean followRedirects, @Nullable String compileCache,
		@DefaultValue Map<String, ModuleProperties> modules) {

	TradingLimits limits() {
		OptionalInt foreign = (this.foreignOrders != null) ? OptionalInt.of(this.foreignOrders) : OptionalInt.empty();
		Set<TradingPair> allowed = this.allowedMarkets.stream()
			.map(DarkSwapWasmProperties::allowedMarket)
			.collect(Collectors.toSet());
		OptionalInt reserved = (this.reservedMemory != null)
				? OptionalInt.of(MemorySize.pages("darkswap.wasm.reserved-memory", this.reservedMemory))
				: OptionalInt.empty();
		return new TradingLimits(allowed, this.maximumMarkets, foreign, this.foreignOrdersPerMaker, reserved,
				this.smallestForeignNotional);
	}

	private static TradingPair allowedMarket(String text) {
		try {
			return TradingPair.of(text.strip());
		}
		catch (DarkSwapException ex) {
			throw new DarkSwapException(ex.code(),
					"darkswap.wasm.allowed-markets is wrong: %s".formatted(ex.getMessage()), ex);
		}
	}

	MemoryOptions memory() {
		return new MemoryOptions(MemorySize.pages("darkswap.wasm.initial", this.initial),
				MemorySize.pages("darkswap.wasm.maximum", this.maximum), this.shared);
	}

}
