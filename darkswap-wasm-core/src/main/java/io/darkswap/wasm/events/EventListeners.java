package io.darkswap.wasm.events;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;

/** The listeners of a client's events. Thread-safe. */
public final class EventListeners {

	private final List<ListenerQueue> queues = new CopyOnWriteArrayList<>();

	private final int capacity;

	private final Clock clock;

	public EventListeners(int capacity, Clock clock) {
		this.capacity = capacity;
		this.clock = clock;
	}

	public void add(DarkSwapEventListener listener) {
		this.queues.add(new ListenerQueue(listener, this.capacity, this.clock));
	}

	/** Removes one registration of a listener, if there is one. */
	public void remove(DarkSwapEventListener listener) {
		for (ListenerQueue queue : this.queues) {
			if (queue.listener().equals(listener) && this.queues.remove(queue)) {
				queue.stop();
				return;
			}
		}
	}

	public boolean isEmpty() {
		return this.queues.isEmpty();
	}

	void publish(DarkSwapEvent event) {
		for (ListenerQueue queue : this.queues) {
			queue.offer(event);
		}
	}

	/** Completes when every listener has received all events published so far. */
	public CompletableFuture<Void> flush() {
		return CompletableFuture
			.allOf(this.queues.stream().map(ListenerQueue::flush).toArray(CompletableFuture<?>[]::new));
	}

	/** Delivers the queued events, then stops. */
	public void close() {
		this.queues.forEach(ListenerQueue::finish);
		this.queues.clear();
	}

}
