package io.darkswap.wasm.trading;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of a client, through its interceptor if it has one, and counts those
 * that fail. Thread-safe.
 */
public final class ClientCalls {

	private final ClientLifecycle lifecycle;

	private final @Nullable Interception interception;

	private final FailedCalls failed = new FailedCalls();

	/**
	 * Create the calls of a client.
	 * @param lifecycle returns the books
	 * @param interception runs each call, or {@code null}
	 */
	public ClientCalls(ClientLifecycle lifecycle, @Nullable Interception interception) {
		this.lifecycle = lifecycle;
		this.interception = interception;
	}

	/** Create an order on the shortest path, which creates no other object. */
	public Order createOrder(NewOrder order) {
		if (active() != null) {
			return run("createOrder", (shards) -> shards.of(order).book().createOrder(order));
		}
		try {
			return this.lifecycle.started().of(order).book().createOrder(order);
		}
		catch (DarkSwapException ex) {
			throw counted(ex);
		}
	}

	/** Cancel an order on the shortest path, which creates no object. */
	public void cancelOrder(UUID orderId) {
		if (active() != null) {
			run("cancelOrder", (shards) -> {
				shards.toChange(orderId).book().cancelOrder(orderId);
				return orderId;
			});
			return;
		}
		try {
			this.lifecycle.started().toChange(orderId).book().cancelOrder(orderId);
		}
		catch (DarkSwapException ex) {
			throw counted(ex);
		}
	}

	/** Withdraw an order of any maker. */
	public void evictOrder(UUID orderId) {
		run("evictOrder", (shards) -> {
			shards.toChange(orderId).book().evictOrder(orderId);
			return orderId;
		});
	}

	/**
	 * Run a call of a started client.
	 * @param operation the client's method
	 * @param call uses the books
	 * @return the result of the call
	 */
	public <T> T run(String operation, Function<Shards, T> call) {
		if (active() != null) {
			return intercept(operation, () -> call.apply(this.lifecycle.started()));
		}
		try {
			return call.apply(this.lifecycle.started());
		}
		catch (DarkSwapException ex) {
			throw counted(ex);
		}
	}

	/**
	 * Run a call in any state of the client.
	 * @param operation the client's method
	 * @return the result of the call
	 */
	public <T> T intercept(String operation, Supplier<T> call) {
		Interception active = active();
		try {
			return (active != null) ? active.run(operation, call) : call.get();
		}
		catch (DarkSwapException ex) {
			throw counted(ex);
		}
	}

	private @Nullable Interception active() {
		Interception given = this.interception;
		return (given != null && given.isActive()) ? given : null;
	}

	private DarkSwapException counted(DarkSwapException failure) {
		this.failed.count(failure.code());
		return failure;
	}

	/** Return the calls that trapped without poisoning the engine. */
	public long traps() {
		return this.failed.traps();
	}

	/** Return the calls that timed out waiting for an instance, or that were stopped. */
	public long timeouts() {
		return this.failed.timeouts();
	}

	/** Runs a call inside the interceptor of one client. */
	public interface Interception {

		boolean isActive();

		<T> T run(String operation, Supplier<T> call);

	}

}
