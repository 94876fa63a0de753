package io.darkswap.sample;

import io.darkswap.wasm.DarkSwapEvent;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What happens, as it happens, as server-sent events.
 */
@RestController
class EventController {

	private final EventStreams streams;

	EventController(EventStreams streams) {
		this.streams = streams;
	}

	/** Each is named by its kind, and its data is what the kind has. */
	@ApiResponse(responseCode = "200", description = "An endless stream",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
					schema = @Schema(oneOf = { DarkSwapEvent.OrderCreated.class, DarkSwapEvent.OrderCancelled.class,
							DarkSwapEvent.OrderMatched.class, DarkSwapEvent.OrderExpired.class,
							DarkSwapEvent.TradeCreated.class, DarkSwapEvent.TradeCompleted.class,
							DarkSwapEvent.TradeFailed.class, DarkSwapEvent.Error.class })))
	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter events() {
		return this.streams.open();
	}

}
