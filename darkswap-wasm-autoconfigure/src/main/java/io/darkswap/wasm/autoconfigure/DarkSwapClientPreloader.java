package io.darkswap.wasm.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;

/**
 * Warms the module up and initializes the clients in the background, once the application
 * accepts traffic. An earlier call initializes its client itself, without the warm-up.
 * <p>
 * While preloading of a client fails, the application refuses traffic through its
 * readiness state, and preloading is retried until it succeeds.
 * <p>
 * An application that exits on refresh trains an archive of classes and never accepts
 * traffic. Its clients are warmed up before that, so that the archive contains the
 * engine, but not initialized.
 */
public final class DarkSwapClientPreloader implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>>,
		SmartInitializingSingleton, DisposableBean {

	private final List<ClientPreloading> preloadings;

	private final BooleanSupplier wanted;

	private final Executor executor;

	private final boolean exitsOnRefresh;

	private final AtomicBoolean begun = new AtomicBoolean();

	/**
	 * Creates a preloader.
	 * @param clients the clients to initialize, by their bean names
	 * @param wanted returns whether to preload; called when the application accepts
	 * traffic, or before it exits on refresh
	 * @param readiness refuses traffic while a client cannot be preloaded
	 * @param executor runs one task for each client, which may last as long as the
	 * application
	 * @param exitsOnRefresh whether the application exits on refresh
	 */
	DarkSwapClientPreloader(Map<String, DarkSwapClient> clients, BooleanSupplier wanted, DarkSwapReadiness readiness,
			Executor executor, boolean exitsOnRefresh) {
		this.preloadings = clients.entrySet()
			.stream()
			.map((client) -> new ClientPreloading(client.getKey(), client.getValue(), readiness))
			.toList();
		this.wanted = wanted;
		this.executor = executor;
		this.exitsOnRefresh = exitsOnRefresh;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.exitsOnRefresh && this.wanted.getAsBoolean()) {
			this.preloadings.forEach(ClientPreloading::warmUp);
		}
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && !this.begun.get() && this.wanted.getAsBoolean()
				&& this.begun.compareAndSet(false, true)) {
			this.preloadings.forEach(this.executor::execute);
		}
	}

	/**
	 * Return the reason why preloading a client failed.
	 * @param client the client
	 * @return the failure, or empty if preloading has not failed or a retry succeeded
	 */
	public Optional<Throwable> failure(DarkSwapClient client) {
		return this.preloadings.stream()
			.filter((preloading) -> preloading.client() == client)
			.findFirst()
			.flatMap(ClientPreloading::failure);
	}

	@Override
	public void destroy() {
		this.preloadings.forEach(ClientPreloading::stop);
	}

}
