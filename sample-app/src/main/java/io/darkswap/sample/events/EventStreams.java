package io.darkswap.sample.events;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * All open streams of events. Each has its own thread, a virtual one if the JVM supports
 * it, so that a slow reader does not delay others. Their number is bounded, in total and
 * for each remote address.
 */
@Component
@EnableConfigurationProperties(EventStreamProperties.class)
class EventStreams implements OpenStreams {

	private static final long NEVER = 0L;

	private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();

	private final EventStreamProperties properties;

	private final ApplicationContext context;

	private final JsonMapper json;

	private final SimpleAsyncTaskExecutor executor;

	EventStreams(EventStreamProperties properties, ApplicationContext context, JsonMapper json,
			SimpleAsyncTaskExecutorBuilder executor) {
		this.properties = properties;
		this.context = context;
		this.json = json;
		this.executor = executor.threadNamePrefix("event-stream-")
			.concurrencyLimit(properties.maximum())
			.rejectTasksWhenLimitReached(true)
			.build();
	}

	/**
	 * Opens a stream that ends when its reader disconnects. It is subscribed when this
	 * method returns, so no later event is missed.
	 */
	ResponseBodyEmitter open(String address, Subscription subscription) {
		ResponseBodyEmitter emitter = new ResponseBodyEmitter(NEVER);
		OpenStream stream = new OpenStream(address,
				new EventStream(emitter, this.properties, heartbeat(), tooSlow(), System::nanoTime));
		register(stream);
		try {
			subscription.subscribe(stream.stream());
			this.executor.execute(() -> run(stream, subscription));
		}
		catch (RuntimeException ex) {
			close(stream, subscription);
			throw (ex instanceof TaskRejectedException)
					? tooMany(this.open, "As many streams of events are open as may be", ex) : ex;
		}
		return emitter;
	}

	private synchronized void register(OpenStream stream) {
		List<OpenStream> ofAddress = this.open.stream()
			.filter((other) -> other.address().equals(stream.address()))
			.toList();
		if (ofAddress.size() >= this.properties.maximumPerAddress()) {
			throw tooMany(ofAddress, "As many streams of events are open for this address as may be", null);
		}
		this.open.add(stream);
	}

	private void run(OpenStream stream, Subscription subscription) {
		try {
			stream.stream().run();
		}
		finally {
			close(stream, subscription);
		}
	}

	private void close(OpenStream stream, Subscription subscription) {
		subscription.unsubscribe(stream.stream());
		this.open.remove(stream);
	}

	private EventFrame heartbeat() {
		Heartbeat heartbeat = new Heartbeat(this.properties.heartbeat().toMillis());
		return EventFrame.event(null, "Heartbeat", this.json.writeValueAsString(heartbeat));
	}

	private EventFrame tooSlow() {
		DarkSwapEvent.Error error = new DarkSwapEvent.Error(ErrorCode.EVENTS_MISSED,
				"Too slow: connect again, and read faster", Instant.now());
		return EventFrame.event(null, "Error", this.json.writeValueAsString(error));
	}

	/**
	 * Refuses a reader. Some of the others may have left, which shows only when their
	 * streams are written to: so they are, and the places are free when the reader tries
	 * again.
	 */
	private static ErrorResponseException tooMany(Collection<OpenStream> others, String detail,
			@Nullable Throwable cause) {
		others.forEach((other) -> other.stream().writeHeartbeat());
		HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
		ErrorResponseException tooMany = new ErrorResponseException(status,
				ProblemDetail.forStatusAndDetail(status, detail), cause);
		tooMany.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
		return tooMany;
	}

	/**
	 * Ends all streams: an endless request would delay the server's graceful shutdown.
	 * Events of child contexts are ignored.
	 */
	@EventListener
	void end(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.open.forEach((stream) -> stream.stream().end());
		}
	}

	@Override
	public int size() {
		return this.open.size();
	}

	/** The source of a stream's events. */
	interface Subscription {

		void subscribe(EventStream stream);

		void unsubscribe(EventStream stream);

	}

	/** Compared by identity: the stream does not override equals. */
	private record OpenStream(String address, EventStream stream) {

	}

}
