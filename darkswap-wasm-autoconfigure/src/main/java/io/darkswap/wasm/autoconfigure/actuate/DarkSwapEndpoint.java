package io.darkswap.wasm.autoconfigure.actuate;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.MarketOverview;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.SharedMemoryStatus;
import io.darkswap.wasm.loader.CachedModule;
import io.darkswap.wasm.loader.ExecutionMode;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Actuator endpoint that shows the DarkSwap clients of the application and the modules in
 * the cache, and clears the cache.
 */
@Endpoint(id = "darkswap")
public final class DarkSwapEndpoint {

	private final Map<String, DarkSwapClient> clients;

	private final SharedMemoryWasmLoader loader;

	/**
	 * Creates the endpoint.
	 * @param clients the clients by their bean names
	 * @param loader the loader whose cache is shown and cleared
	 */
	public DarkSwapEndpoint(Map<String, DarkSwapClient> clients, SharedMemoryWasmLoader loader) {
		this.clients = clients;
		this.loader = loader;
	}

	/**
	 * Describes the clients and the module cache.
	 * @return what they are at this moment
	 */
	@ReadOperation
	public DarkSwapDescriptor darkSwap() {
		Map<String, ClientDescriptor> described = new TreeMap<>();
		this.clients.forEach((name, client) -> described.put(name, ClientDescriptor.of(client)));
		return new DarkSwapDescriptor(described,
				this.loader.cachedModules()
					.stream()
					.map(ModuleDescriptor::of)
					.sorted(Comparator.comparing(ModuleDescriptor::url))
					.toList());
	}

	/**
	 * Clears the module cache: the next load fetches anew. What runs is not disturbed.
	 */
	@DeleteOperation
	public void clearModuleCache() {
		this.loader.clearCache();
	}

	/**
	 * The whole answer.
	 *
	 * @param clients the clients by their bean names
	 * @param moduleCache the modules that are in the cache
	 */
	public record DarkSwapDescriptor(Map<String, ClientDescriptor> clients,
			List<ModuleDescriptor> moduleCache) implements OperationResponseBody {

	}

	/**
	 * A client.
	 *
	 * @param state where it is in its life
	 * @param poisonedBy the trap that poisoned its engine, if one did
	 * @param initializationFailure why it could not be initialised, if that is so
	 * @param memory its linear memory
	 * @param instances the instances of its module
	 * @param markets its markets, in the order in which they were opened; not there if
	 * they cannot be looked at, because the engine is poisoned or all instances are busy
	 */
	public record ClientDescriptor(ClientState state, @Nullable String poisonedBy,
			@Nullable String initializationFailure, MemoryDescriptor memory, InstancesDescriptor instances,
			@Nullable List<MarketDescriptor> markets) {

		static ClientDescriptor of(DarkSwapClient client) {
			SharedMemoryStatus status = client.getSharedMemoryStatus();
			return new ClientDescriptor(client.getState(), client.getPoisonReason().orElse(null),
					client.getInitializationFailure().map(Throwable::getMessage).orElse(null),
					new MemoryDescriptor(status.active(), status.reason(), status.pages(), status.maximum()),
					InstancesDescriptor.of(status.instances(), client.getBusyInstances()), markets(client));
		}

		private static @Nullable List<MarketDescriptor> markets(DarkSwapClient client) {
			try {
				return client.getMarkets().stream().map(MarketDescriptor::of).toList();
			}
			catch (DarkSwapException ex) {
				return null;
			}
		}

	}

	/**
	 * A linear memory.
	 *
	 * @param shared whether instances share it
	 * @param reason why they do not
	 * @param pages how many pages of 64 KiB it has
	 * @param maximumPages how many it may grow to
	 */
	public record MemoryDescriptor(boolean shared, @Nullable String reason, int pages, int maximumPages) {

	}

	/**
	 * The instances of a module.
	 *
	 * @param busy how many serve a call
	 * @param idle how many wait for one
	 */
	public record InstancesDescriptor(int busy, int idle) {

		static InstancesDescriptor of(int instances, int busy) {
			return new InstancesDescriptor(busy, Math.max(0, instances - busy));
		}

	}

	/**
	 * A market.
	 *
	 * @param base the asset that is traded
	 * @param quote the asset that it is paid in
	 * @param bestBid the highest bid, if there is any
	 * @param bestAsk the lowest ask, if there is any
	 * @param openOrders how many orders are open
	 * @param trades how many trades were made since the client was created
	 */
	public record MarketDescriptor(String base, String quote, @Nullable PriceDescriptor bestBid,
			@Nullable PriceDescriptor bestAsk, long openOrders, long trades) {

		static MarketDescriptor of(MarketOverview market) {
			return new MarketDescriptor(market.base().toString(), market.quote().toString(),
					PriceDescriptor.of(market.best().bid()), PriceDescriptor.of(market.best().ask()),
					market.openOrders(), market.trades());
		}

	}

	/**
	 * What is offered at a price. Decimals are text, so that no reader rounds them.
	 *
	 * @param price how much of the quote asset for 1 of the base asset
	 * @param amount how much of the base asset all orders at that price come to
	 * @param orders how many orders these are
	 */
	public record PriceDescriptor(String price, String amount, int orders) {

		static @Nullable PriceDescriptor of(@Nullable PriceLevel level) {
			return (level != null) ? new PriceDescriptor(text(level.price()), text(level.amount()), level.orders())
					: null;
		}

		private static String text(BigDecimal decimal) {
			return decimal.stripTrailingZeros().toPlainString();
		}

	}

	/**
	 * A module in the cache.
	 *
	 * @param url where it came from
	 * @param sha256 the digest of its bytes
	 * @param executionMode how its functions run
	 */
	public record ModuleDescriptor(String url, String sha256, ExecutionMode executionMode) {

		static ModuleDescriptor of(CachedModule module) {
			return new ModuleDescriptor(module.url(), module.sha256(), module.executionMode());
		}

	}

}
