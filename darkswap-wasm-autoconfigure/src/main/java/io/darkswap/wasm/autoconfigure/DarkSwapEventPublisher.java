package io.darkswap.wasm.autoconfigure;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;
import io.darkswap.wasm.DarkSwapException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Publishes the events of all clients to the listeners of the application and of its
 * child contexts while the application runs. Each event is the payload of a
 * {@link PayloadApplicationEvent} whose source is its client. An engine writes events
 * only while its client has a listener. Therefore this publisher registers only if a
 * context has a listener for them, or if a property turns publishing on.
 */
final class DarkSwapEventPublisher
		implements SmartLifecycle, DisposableBean, ApplicationListener<ApplicationContextEvent> {

	private static final Log logger = LogFactory.getLog(DarkSwapEventPublisher.class);

	/**
	 * Web servers start later and stop earlier, so the events of all their requests are
	 * published.
	 */
	private static final int PHASE = DEFAULT_PHASE - 4096;

	private final @Nullable Boolean wanted;

	private final Supplier<List<DarkSwapClient>> clients;

	private final AbstractApplicationContext context;

	private final List<PublicationObserver> observers;

	/** Child contexts that have listeners; they do not receive this context's events. */
	private final CopyOnWriteArrayList<AbstractApplicationContext> children = new CopyOnWriteArrayList<>();

	private volatile boolean started;

	/**
	 * Not empty while this publisher is registered: a closing context no longer returns
	 * beans.
	 */
	private volatile Map<DarkSwapClient, DarkSwapEventListener> listeners = Map.of();

	/**
	 * Creates a publisher.
	 * @param wanted whether to publish, or {@code null} to publish if a context has a
	 * listener for an event
	 * @param clients returns the clients; not called if no event is to be published
	 * @param context the context whose listeners receive the events
	 * @param observers the observers of published events
	 */
	DarkSwapEventPublisher(@Nullable Boolean wanted, Supplier<List<DarkSwapClient>> clients,
			AbstractApplicationContext context, List<PublicationObserver> observers) {
		this.wanted = wanted;
		this.clients = clients;
		this.context = context;
		this.observers = observers;
	}

	@Override
	public void start() {
		this.started = true;
		if (Boolean.TRUE.equals(this.wanted) || (this.wanted == null && hasListener())) {
			listen();
		}
	}

	private synchronized void listen() {
		if (this.listeners.isEmpty()) {
			Map<DarkSwapClient, DarkSwapEventListener> added = new IdentityHashMap<>();
			this.clients.get().forEach((client) -> added.put(client, (event) -> publish(client, event)));
			this.listeners = added;
			added.forEach(DarkSwapClient::addEventListener);
		}
	}

	/** A child context also publishes its refresh and close events to its parents. */
	@Override
	public void onApplicationEvent(ApplicationContextEvent event) {
		if (event.getApplicationContext() instanceof AbstractApplicationContext child && child != this.context) {
			if (event instanceof ContextRefreshedEvent) {
				added(child);
			}
			else if (event instanceof ContextClosedEvent) {
				this.children.remove(child);
			}
		}
	}

	private void added(AbstractApplicationContext child) {
		if (Boolean.FALSE.equals(this.wanted) || !hasListener(child)) {
			return;
		}
		this.children.addIfAbsent(child);
		if (this.started) {
			listen();
		}
	}

	@Override
	public void stop() {
		stop(() -> logger.debug("The application's listeners have received all events"));
	}

	/**
	 * Completes when the listeners have received all events published so far. The context
	 * waits for this as for every graceful shutdown.
	 */
	@Override
	public void stop(Runnable callback) {
		this.started = false;
		CompletableFuture<?>[] flushes = this.listeners.keySet()
			.stream()
			.map(DarkSwapEventPublisher::flush)
			.toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(flushes).whenComplete((flushed, failure) -> {
			stopListening();
			callback.run();
		});
	}

	private static CompletableFuture<Void> flush(DarkSwapClient client) {
		try {
			return client.flushEvents();
		}
		catch (DarkSwapException ex) {
			logger.warn("The last events could not be read and are not published", ex);
			return CompletableFuture.completedFuture(null);
		}
	}

	@Override
	public void destroy() {
		if (isRunning()) {
			logger.warn("Listeners do not receive the last events: delivery took longer than"
					+ " spring.lifecycle.timeout-per-shutdown-phase");
			stopListening();
		}
	}

	private void stopListening() {
		Map<DarkSwapClient, DarkSwapEventListener> removed = this.listeners;
		this.listeners = Map.of();
		removed.forEach(DarkSwapClient::removeEventListener);
	}

	/** A client that is closed first still publishes its queued events. */
	private void publish(DarkSwapClient client, DarkSwapEvent event) {
		if (isRunning()) {
			this.observers.forEach((observer) -> observer.published(event));
			PayloadApplicationEvent<DarkSwapEvent> published = new PayloadApplicationEvent<>(client, event);
			this.context.publishEvent(published);
			this.children.forEach((child) -> publish(published, child));
		}
	}

	/**
	 * Uses the child's multicaster, because the child's own publishing would deliver the
	 * event to its parents again.
	 */
	private static void publish(ApplicationEvent event, AbstractApplicationContext child) {
		if (child.isActive()) {
			child
				.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
						ApplicationEventMulticaster.class)
				.multicastEvent(event);
		}
	}

	@Override
	public boolean isRunning() {
		return !this.listeners.isEmpty();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private boolean hasListener() {
		return !this.children.isEmpty() || hasListener(this.context);
	}

	private static boolean hasListener(AbstractApplicationContext context) {
		return context.getApplicationListeners().stream().anyMatch(DarkSwapEventPublisher::listens);
	}

	private static boolean listens(ApplicationListener<?> listener) {
		GenericApplicationListener typed = (listener instanceof GenericApplicationListener generic) ? generic
				: new GenericApplicationListenerAdapter(listener);
		return PublicationObserver.KINDS.stream()
			.anyMatch((event) -> typed
				.supportsEventType(ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, event)));
	}

}
