package io.darkswap.wasm.autoconfigure;

import java.util.List;
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
 * Publishes the client's events to the listeners of the application and of its child
 * contexts while the application runs. The engine writes events only while somebody
 * listens, so where no listener exists for them this does not listen either, unless
 * publishing is on.
 */
final class DarkSwapEventPublisher
		implements SmartLifecycle, DisposableBean, ApplicationListener<ApplicationContextEvent> {

	private static final Log logger = LogFactory.getLog(DarkSwapEventPublisher.class);

	/** Web servers start later and stop earlier: what their requests do is told. */
	private static final int PHASE = DEFAULT_PHASE - 4096;

	private final @Nullable Boolean wanted;

	private final Supplier<DarkSwapClient> client;

	private final AbstractApplicationContext context;

	private final List<PublicationObserver> observers;

	private final DarkSwapEventListener publishing;

	/** Contexts below this one that have listeners. They do not see this one's events. */
	private final CopyOnWriteArrayList<AbstractApplicationContext> children = new CopyOnWriteArrayList<>();

	private volatile boolean started;

	/** Set while this listens, since a context that closes gives no beans any more. */
	private volatile @Nullable DarkSwapClient listenedTo;

	/**
	 * Creates a publisher.
	 * @param wanted whether to publish, or {@code null} to find out who listens
	 * @param client gives the client, and is not called if there is nothing to publish
	 * @param context whose listeners are told
	 * @param observers see what is published
	 */
	DarkSwapEventPublisher(@Nullable Boolean wanted, Supplier<DarkSwapClient> client,
			AbstractApplicationContext context, List<PublicationObserver> observers) {
		this.wanted = wanted;
		this.client = client;
		this.context = context;
		this.observers = observers;
		this.publishing = this::publish;
	}

	@Override
	public void start() {
		this.started = true;
		if (Boolean.TRUE.equals(this.wanted) || (this.wanted == null && somebodyListens())) {
			listen();
		}
	}

	private synchronized void listen() {
		if (this.listenedTo == null) {
			DarkSwapClient client = this.client.get();
			this.listenedTo = client;
			client.addEventListener(this.publishing);
		}
	}

	/** A child context publishes its refreshing and closing to its parents, too. */
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
		if (Boolean.FALSE.equals(this.wanted) || !somebodyListens(child)) {
			return;
		}
		this.children.addIfAbsent(child);
		if (this.started) {
			listen();
		}
	}

	@Override
	public void stop() {
		stop(() -> logger.debug("The application's listeners have been told what happened"));
	}

	/**
	 * Is done when the listeners have been told what has happened. The context waits for
	 * that as long as for everything that stops gracefully.
	 */
	@Override
	public void stop(Runnable callback) {
		this.started = false;
		DarkSwapClient client = this.listenedTo;
		if (client == null) {
			callback.run();
			return;
		}
		try {
			client.flushEvents().whenComplete((told, failure) -> {
				stopListening();
				callback.run();
			});
		}
		catch (DarkSwapException ex) {
			logger.warn("What happened last could not be read, and no listener is told it", ex);
			stopListening();
			callback.run();
		}
	}

	@Override
	public void destroy() {
		if (isRunning()) {
			logger.warn("Listeners are not told all that happened: they took longer than"
					+ " spring.lifecycle.timeout-per-shutdown-phase");
			stopListening();
		}
	}

	private void stopListening() {
		DarkSwapClient client = this.listenedTo;
		this.listenedTo = null;
		if (client != null) {
			client.removeEventListener(this.publishing);
		}
	}

	/** A client that is closed first still tells what waits. */
	private void publish(DarkSwapEvent event) {
		if (isRunning()) {
			this.observers.forEach((observer) -> observer.published(event));
			this.context.publishEvent(event);
			this.children.forEach((child) -> publish(event, child));
		}
	}

	/**
	 * Past the child's own publishing, which would deliver the event to its parents
	 * again.
	 */
	private static void publish(DarkSwapEvent event, AbstractApplicationContext child) {
		if (child.isActive()) {
			child
				.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
						ApplicationEventMulticaster.class)
				.multicastEvent(new PayloadApplicationEvent<>(child, event));
		}
	}

	@Override
	public boolean isRunning() {
		return this.listenedTo != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private boolean somebodyListens() {
		return !this.children.isEmpty() || somebodyListens(this.context);
	}

	private static boolean somebodyListens(AbstractApplicationContext context) {
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
