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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
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
			throw tooMany(ex);
		}
		return emitter;
	}

	private static ErrorResponseException tooMany(TaskRejectedException cause) {
		HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
		ErrorResponseException tooMany = new ErrorResponseException(status,
				ProblemDetail.forStatusAndDetail(status, "As many read events as may at once"), cause);
		tooMany.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
		return tooMany;
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
