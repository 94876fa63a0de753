package io.darkswap.wasm.autoconfigure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/**
 * Refuses traffic while a client cannot trade, because its engine is poisoned or its
 * preloading failed. Accepts traffic again once all clients trade, but only if this class
 * refused it.
 */
final class DarkSwapReadiness implements BeanPostProcessor {

	private final ApplicationContext context;

	/** Held while the set changes and the state that follows from it is published. */
	private final ReentrantLock lock = new ReentrantLock();

	private final Set<DarkSwapClient> unable = ConcurrentHashMap.newKeySet();

	DarkSwapReadiness(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DarkSwapClient client) {
			client.addStateListener((state) -> changed(client, state));
		}
		return bean;
	}

	private void changed(DarkSwapClient client, ClientState state) {
		switch (state) {
			case POISONED -> refuse(client);
			case STARTED -> accept(client);
			// A closing application has its own readiness state.
			case CLOSED -> this.unable.remove(client);
			case NEW, STOPPED -> {
				// The state is not known yet, or was set by an operator.
			}
		}
	}

	/**
	 * Refuse traffic until the client is started.
	 * @param client the client that cannot trade
	 */
	void refuse(DarkSwapClient client) {
		this.lock.lock();
		try {
			boolean first = this.unable.isEmpty();
			if (this.unable.add(client) && first) {
				AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void accept(DarkSwapClient client) {
		this.lock.lock();
		try {
			if (this.unable.remove(client) && this.unable.isEmpty()) {
				AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
