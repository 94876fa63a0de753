package io.darkswap.sample.events;

import java.time.Instant;
import java.util.List;

import io.darkswap.sample.events.EventStreams.Subscription;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Every event of every market.
 */
@Component
class AllEvents {

	private final EventChannel channel;

	private final JsonMapper json;

	AllEvents(EventStreamProperties properties, JsonMapper json) {
		this.channel = new EventChannel(properties.history());
		this.json = json;
	}

	@EventListener
	void publish(DarkSwapEvent event) {
		this.channel.publish(event.getClass().getSimpleName(), this.json.writeValueAsString(event));
	}

	Subscription after(@Nullable String lastEventId) {
		return new Subscription() {

			@Override
			public void subscribe(EventStream stream) {
				AllEvents.this.channel.subscribe(stream, (lastEventId != null) ? List.of(lastEventId) : List.of(),
						() -> greeting(lastEventId));
			}

			@Override
			public void unsubscribe(EventStream stream) {
				AllEvents.this.channel.unsubscribe(stream);
			}

		};
	}

	private List<EventFrame> greeting(@Nullable String lastEventId) {
		if (lastEventId == null) {
			return List.of();
		}
		DarkSwapEvent.Error missed = new DarkSwapEvent.Error(ErrorCode.EVENTS_MISSED,
				"The events after '%s' are no longer kept: read the books again".formatted(lastEventId), Instant.now());
		return List.of(EventFrame.event(null, "Error", this.json.writeValueAsString(missed)));
	}

}
