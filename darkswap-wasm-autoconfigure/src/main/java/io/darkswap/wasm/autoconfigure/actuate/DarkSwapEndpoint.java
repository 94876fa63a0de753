package io.darkswap.wasm.autoconfigure.actuate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.MarketOverview;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.SharedMemoryStatus;
import io.darkswap.wasm.autoconfigure.modules.NamedModule;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;
import io.darkswap.wasm.loader.CachedModule;
import io.darkswap.wasm.loader.Compilation;
import io.darkswap.wasm.loader.ExecutionMode;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.loader.report.ThreadConvention;
import io.darkswap.wasm.loader.report.WasmFeature;
import io.darkswap.wasm.log.LogStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint that shows the DarkSwap clients of the application and the modules in
 * the cache, withdraws orders, takes snapshots and clears the cache.
 */
@Endpoint(id = "darkswap")
public final class DarkSwapEndpoint {

	private final Map<String, DarkSwapClient> clients;

	private final SharedMemoryWasmLoader loader;

	private final List<NamedModule> modules;

	/**
	 * Creates the endpoint of an application without modules of its own.
	 * @param clients the clients by their bean names
	 * @param loader the loader whose cache is shown and cleared
	 */
	public DarkSwapEndpoint(Map<String, DarkSwapClient> clients, SharedMemoryWasmLoader loader) {
		this(clients, loader, List.of());
	}

	/**
	 * Creates the endpoint.
	 * @param clients the clients by their bean names
	 * @param loader the loader whose cache is shown and cleared
	 * @param modules the modules that properties name
	 */
	public DarkSwapEndpoint(Map<String, DarkSwapClient> clients, SharedMemoryWasmLoader loader,
			List<NamedModule> modules) {
		this.clients = clients;
		this.loader = loader;
		this.modules = List.copyOf(modules);
	}

	/**
	 * Describes the clients and the module cache.
	 * @return the current state
	 */
	@ReadOperation
	public DarkSwapDescriptor darkSwap() {
		Map<String, ClientDescriptor> described = new TreeMap<>();
		this.clients.forEach((name, client) -> described.put(name, ClientDescriptor.of(client)));
		Map<String, NamedModuleDescriptor> named = new TreeMap<>();
		this.modules.forEach((module) -> named.put(module.name(), NamedModuleDescriptor.of(module)));
		return new DarkSwapDescriptor(described, named,
				this.loader.cachedModules()
					.stream()
					.map(ModuleDescriptor::of)
					.sorted(Comparator.comparing(ModuleDescriptor::url))
					.toList());
	}

	/**
	 * Withdraws open orders of any maker: one order, or all of a maker.
	 * @param client the client's bean name; without it, all clients
	 * @param order the order's id
	 * @param maker the maker's address
	 * @return how many orders were withdrawn
	 */
	@WriteOperation
	public EvictionDescriptor evict(@Nullable String client, @Nullable UUID order, @Nullable String maker) {
		if ((order == null) == (maker == null)) {
			throw new InvalidEndpointRequestException("Name either an order or a maker",
					"Name either an order or a maker");
		}
		int evicted = 0;
		for (DarkSwapClient each : clients(client)) {
			evicted += (order != null) ? evict(each, order) : each.evictOrdersOf(maker);
		}
		return new EvictionDescriptor(evicted);
	}

	private Collection<DarkSwapClient> clients(@Nullable String name) {
		if (name == null) {
			return this.clients.values();
		}
		DarkSwapClient client = this.clients.get(name);
		if (client == null) {
			String reason = "No client has the bean name %s".formatted(name);
			throw new InvalidEndpointRequestException(reason, reason);
		}
		return List.of(client);
	}

	/** Of several clients, the others do not have the order. */
	private static int evict(DarkSwapClient client, UUID order) {
		try {
			client.evictOrder(order);
			return 1;
		}
		catch (DarkSwapException ex) {
			if (ex.code() == ErrorCode.ORDER_NOT_FOUND || ex.code() == ErrorCode.ORDER_NOT_OPEN) {
				return 0;
			}
			throw ex;
		}
	}

	/**
	 * Writes a snapshot of the books of each client that has a command log.
	 * @param operation {@code snapshot}
	 * @param client the client's bean name; without it, all clients that have a log
	 * @return the positions of the snapshots; {@code null} for an unknown operation
	 */
	@WriteOperation
	public @Nullable SnapshotDescriptor snapshot(@Selector String operation, @Nullable String client) {
		if (!operation.equals("snapshot")) {
			return null;
		}
		Map<String, Long> positions = new TreeMap<>();
		this.clients.forEach((name, each) -> {
			if (each.getLogOptions().isPresent() && (client == null || client.equals(name))) {
				positions.put(name, each.snapshot());
			}
		});
		if (positions.isEmpty()) {
			String reason = (client != null) ? "No client with a command log has the bean name %s".formatted(client)
					: "No client has a command log: set darkswap.log.directory";
			throw new InvalidEndpointRequestException(reason, reason);
		}
		return new SnapshotDescriptor(positions);
	}

	/**
	 * Clears the module cache. The next load fetches the module again; running clients
	 * are not affected.
	 */
	@DeleteOperation
	public void clearModuleCache() {
		this.loader.clearCache();
	}

	/**
	 * The answer to an eviction.
	 *
	 * @param evicted how many orders were withdrawn
	 */
	public record EvictionDescriptor(int evicted) implements OperationResponseBody {

	}

	/**
	 * The answer to a snapshot.
	 *
	 * @param positions the position of each snapshot, by the client's bean name
	 */
	public record SnapshotDescriptor(Map<String, Long> positions) implements OperationResponseBody {

	}

	/**
	 * The whole answer. The answer of the endpoint.
	 *
	 * @param clients the clients by their bean names
	 * @param modules the modules of the properties by their names
	 * @param moduleCache the modules in the cache
	 */
	public record DarkSwapDescriptor(Map<String, ClientDescriptor> clients, Map<String, NamedModuleDescriptor> modules,
			List<ModuleDescriptor> moduleCache) implements OperationResponseBody {

	}

	/**
	 * A client.
	 *
	 * @param state its lifecycle state
	 * @param poisonedBy the trap that poisoned its engine, or {@code null}
	 * @param initializationFailure the failure of its initialisation, or {@code null}
	 * @param memory its linear memory
	 * @param instances the instances of its module
	 * @param markets its markets, in the order in which they were opened; {@code null} if
	 * they cannot be read, because the engine is poisoned, the client is stopped or all
	 * instances are busy
	 * @param log its command log, or {@code null} without one
	 */
	public record ClientDescriptor(ClientState state, @Nullable String poisonedBy,
			@Nullable String initializationFailure, MemoryDescriptor memory, InstancesDescriptor instances,
			@Nullable List<MarketDescriptor> markets, @Nullable LogDescriptor log) {

		static ClientDescriptor of(DarkSwapClient client) {
			SharedMemoryStatus status = client.getSharedMemoryStatus();
			return new ClientDescriptor(client.getState(), client.getPoisonReason().orElse(null),
					client.getInitializationFailure()
						.map(Throwable::getMessage)
						.map(OptionProperties::named)
						.orElse(null),
					MemoryDescriptor.of(status), InstancesDescriptor.of(status.instances(), client.getBusyInstances()),
					markets(client), client.getLogStatus().map(LogDescriptor::of).orElse(null));
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
	 * A command log.
	 *
	 * @param type its kind
	 * @param position the position of the newest record
	 * @param durable the position of the newest durable record
	 * @param applied the position of the newest record that the books contain
	 * @param snapshot the position of the newest snapshot, 0 if there is none
	 * @param snapshotAt the time of the newest snapshot
	 * @param damage what was found damaged and did not stop the log
	 * @param failure the reason for which the log or a shard of it refuses every command,
	 * or {@code null}
	 */
	public record LogDescriptor(String type, long position, long durable, long applied, long snapshot,
			@Nullable Instant snapshotAt, List<String> damage, @Nullable String failure) {

		static LogDescriptor of(LogStatus status) {
			return new LogDescriptor(status.type(), status.position(), status.durable(), status.applied(),
					status.snapshot(), status.snapshotAt().orElse(null), status.damage(),
					status.failure().map(OptionProperties::named).orElse(null));
		}

	}

	/**
	 * A linear memory.
	 *
	 * @param shared whether instances share it
	 * @param reason the reason if they do not
	 * @param pages its current size in pages of 64 KiB
	 * @param maximumPages its maximum size in pages of 64 KiB
	 */
	public record MemoryDescriptor(boolean shared, @Nullable String reason, int pages, int maximumPages) {

		static MemoryDescriptor of(SharedMemoryStatus status) {
			String reason = Optional.ofNullable(status.reason()).map(OptionProperties::named).orElse(null);
			return new MemoryDescriptor(status.active(), reason, status.pages(), status.maximum());
		}

	}

	/**
	 * The instances of a module.
	 *
	 * @param busy the number that serve a call
	 * @param idle the number that are free
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
	 * @param bestBid the highest bid, or {@code null}
	 * @param bestAsk the lowest ask, or {@code null}
	 * @param openOrders the number of open orders
	 * @param trades the number of trades since the client was created
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
	 * A price level. Decimals are strings, so that no reader rounds them.
	 *
	 * @param price the amount of the quote asset for 1 of the base asset
	 * @param amount the total amount of the base asset at that price
	 * @param orders the number of orders at that price
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
	 * @param url its location, without secrets
	 * @param sha256 the digest of its bytes
	 * @param executionMode how its functions are executed
	 * @param functions counts its functions by how they run
	 * @param features the features of WebAssembly that it uses
	 * @param threads how it sets up the threads that share its memory
	 * @param imports its imports with their types, such as
	 * {@code memory env.memory: 17..1024 pages, shared}
	 * @param exports its exports with their types, such as
	 * {@code function add: (i32, i32) -> (i32)}
	 */
	public record ModuleDescriptor(String url, String sha256, ExecutionMode executionMode, Compilation functions,
			List<String> features, ThreadConvention threads, List<String> imports, List<String> exports) {

		static ModuleDescriptor of(CachedModule module) {
			ModuleReport report = module.report();
			return new ModuleDescriptor(module.url(), module.sha256(), module.executionMode(), module.compilation(),
					report.features().stream().map(WasmFeature::toString).toList(), module.threadConvention(),
					report.imports().stream().map(ModuleReport.Import::toString).toList(),
					report.exports().stream().map(ModuleReport.Export::toString).toList());
		}

	}

}
