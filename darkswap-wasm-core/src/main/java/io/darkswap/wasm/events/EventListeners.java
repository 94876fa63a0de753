package io.darkswap.wasm.events;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;

/** Who is told a client's events. Thread-safe. */
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

	/** Removes a listener, once, if it is there. */
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

	/** Completes when everybody has been told what was told before. */
	public CompletableFuture<Void> flush() {
		return CompletableFuture
			.allOf(this.queues.stream().map(ListenerQueue::flush).toArray(CompletableFuture<?>[]::new));
	}

	/** Tells what was told before, and then no more. */
	public void close() {
		this.queues.forEach(ListenerQueue::finish);
		this.queues.clear();
	}

}
