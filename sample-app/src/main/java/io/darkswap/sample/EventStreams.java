package io.darkswap.sample;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.darkswap.wasm.DarkSwapEvent;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Everybody who reads events. Each has a thread of its own, a virtual one where there
 * are: one that reads slowly holds up nobody.
 */
@Component
@EnableConfigurationProperties(EventStreamProperties.class)
class EventStreams {

	private static final long NEVER = 0;

	private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

	private final EventStreamProperties properties;

	private final SimpleAsyncTaskExecutor executor;

	EventStreams(EventStreamProperties properties, SimpleAsyncTaskExecutorBuilder executor) {
		this.properties = properties;
		this.executor = executor.threadNamePrefix("event-stream-")
			.concurrencyLimit(properties.maximum())
			.rejectTasksWhenLimitReached(true)
			.build();
	}

	SseEmitter open() {
		SseEmitter emitter = new SseEmitter(NEVER);
		EventStream stream = new EventStream(emitter, this.properties);
		try {
			this.executor.execute(() -> run(stream));
		}
		catch (TaskRejectedException ex) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Too many read events already", ex);
		}
		return emitter;
	}

	private void run(EventStream stream) {
		this.streams.add(stream);
		try {
			stream.run();
		}
		finally {
			this.streams.remove(stream);
		}
	}

	@EventListener
	void tell(DarkSwapEvent event) {
		this.streams.forEach((stream) -> stream.offer(event));
	}

	/** A request that never ends would hold up the server's graceful shutdown. */
	@EventListener(ContextClosedEvent.class)
	void end() {
		this.streams.forEach(EventStream::end);
	}

	int size() {
		return this.streams.size();
	}

}
