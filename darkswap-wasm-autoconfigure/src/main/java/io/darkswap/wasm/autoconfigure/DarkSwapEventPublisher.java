package io.darkswap.wasm.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Publishes the client's events to the application's listeners while the application
 * runs. The engine writes events only while somebody listens, so where the application
 * has no listener for them this does not listen either, unless told to.
 */
final class DarkSwapEventPublisher implements SmartLifecycle {

	/** Events that are told; the interfaces above them come with these. */
	static final List<Class<? extends DarkSwapEvent>> EVENTS = List.of(DarkSwapEvent.OrderCreated.class,
			DarkSwapEvent.OrderCancelled.class, DarkSwapEvent.OrderMatched.class, DarkSwapEvent.OrderExpired.class,
			DarkSwapEvent.TradeCreated.class, DarkSwapEvent.TradeCompleted.class, DarkSwapEvent.TradeFailed.class,
			DarkSwapEvent.Error.class);

	/** Web servers start later and stop earlier: what their requests do is told. */
	private static final int PHASE = DEFAULT_PHASE - 4096;

	private final @Nullable Boolean wanted;

	private final Supplier<DarkSwapClient> client;

	private final AbstractApplicationContext context;

	private final DarkSwapEventListener publishing;

	private volatile boolean listening;

	/**
	 * Creates a publisher.
	 * @param wanted whether to publish, or {@code null} to find out who listens
	 * @param client gives the client, and is not called if there is nothing to publish
	 * @param context whose listeners are told
	 */
	DarkSwapEventPublisher(@Nullable Boolean wanted, Supplier<DarkSwapClient> client,
			AbstractApplicationContext context) {
		this.wanted = wanted;
		this.client = client;
		this.context = context;
		this.publishing = context::publishEvent;
	}

	@Override
	public void start() {
		if (Boolean.TRUE.equals(this.wanted) || (this.wanted == null && somebodyListens())) {
			this.client.get().addEventListener(this.publishing);
			this.listening = true;
		}
	}

	@Override
	public void stop() {
		this.listening = false;
		this.client.get().removeEventListener(this.publishing);
	}

	@Override
	public boolean isRunning() {
		return this.listening;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private boolean somebodyListens() {
		return this.context.getApplicationListeners().stream().anyMatch(DarkSwapEventPublisher::listens);
	}

	private static boolean listens(ApplicationListener<?> listener) {
		GenericApplicationListener typed = (listener instanceof GenericApplicationListener generic) ? generic
				: new GenericApplicationListenerAdapter(listener);
		return EVENTS.stream()
			.anyMatch((event) -> typed
				.supportsEventType(ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, event)));
	}

}
