package io.darkswap.sample.events;

import java.util.List;
import java.util.Set;

import io.darkswap.sample.trading.MarketTicker;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.TradingPair;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Server-sent events. Each stream begins with a Heartbeat, and has one after each silent
 * interval. A reader that lost the connection sends the id of the last event it received
 * ({@code Last-Event-ID}, as browsers do) and misses nothing.
 */
@RestController
class EventController {

	private static final String LAST_EVENT_ID = "Last-Event-ID";

	/** Keeps a request's address short enough for every server. */
	private static final int MOST_MARKETS = 50;

	private final EventStreams streams;

	private final AllEvents allEvents;

	private final MarketFeeds feeds;

	EventController(EventStreams streams, AllEvents allEvents, MarketFeeds feeds) {
		this.streams = streams;
		this.allEvents = allEvents;
		this.feeds = feeds;
	}

	/**
	 * Streams every event of every market, named by its kind. A reader whose last event
	 * is no longer kept receives an Error with the code EVENTS_MISSED first.
	 */
	@ApiResponse(responseCode = "200", description = "An endless stream",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
					schema = @Schema(oneOf = { DarkSwapEvent.OrderCreated.class, DarkSwapEvent.OrderCancelled.class,
							DarkSwapEvent.OrderEvicted.class, DarkSwapEvent.OrderMatched.class,
							DarkSwapEvent.OrderExpired.class, DarkSwapEvent.TradeCreated.class,
							DarkSwapEvent.TradeCompleted.class, DarkSwapEvent.TradeFailed.class,
							DarkSwapEvent.Error.class, Heartbeat.class })))
	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<ResponseBodyEmitter> events(HttpServletRequest request,
			@RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId) {
		return stream(this.streams.open(request.getRemoteAddr(), this.allEvents.after(lastEventId)));
	}

	/**
	 * Streams one market: a Snapshot first (unless the reader resumes), then Depth with
	 * the price levels that changed, Ticker, each trade, and the own orders' events, each
	 * with the number of own orders. Ids are a run, a dash and a number that grows by
	 * one.
	 */
	@ApiResponse(responseCode = "200", description = "An endless stream",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
					schema = @Schema(oneOf = { MarketSnapshot.class, DepthChange.class, MarketTicker.class,
							OwnOrderEvent.class, DarkSwapEvent.TradeCreated.class, DarkSwapEvent.TradeCompleted.class,
							DarkSwapEvent.TradeFailed.class, DarkSwapEvent.Error.class, Heartbeat.class })))
	@GetMapping(path = "/api/markets/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<ResponseBodyEmitter> marketEvents(HttpServletRequest request, @RequestParam Asset base,
			@RequestParam Asset quote,
			@RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId) {
		return stream(this.streams.open(request.getRemoteAddr(), this.feeds.of(Set.of(new TradingPair(base, quote)),
				(lastEventId != null) ? List.of(lastEventId) : List.of())));
	}

	/**
	 * Streams several markets over one connection, each as the stream of one market does.
	 * Each market has its own run: an event belongs to the market of the Snapshot with
	 * its id's run. A reader that resumes names the last id of each market in
	 * {@code after}.
	 */
	@ApiResponse(responseCode = "200", description = "An endless stream",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
					schema = @Schema(oneOf = { MarketSnapshot.class, DepthChange.class, MarketTicker.class,
							OwnOrderEvent.class, DarkSwapEvent.TradeCreated.class, DarkSwapEvent.TradeCompleted.class,
							DarkSwapEvent.TradeFailed.class, DarkSwapEvent.Error.class, Heartbeat.class })))
	@GetMapping(path = "/api/events/markets", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<ResponseBodyEmitter> eventsOfMarkets(HttpServletRequest request,
			@RequestParam @Size(min = 1, max = MOST_MARKETS) Set<TradingPair> market,
			@RequestParam(defaultValue = "") List<String> after) {
		return stream(this.streams.open(request.getRemoteAddr(), this.feeds.of(market, after)));
	}

	private static ResponseEntity<ResponseBodyEmitter> stream(ResponseBodyEmitter emitter) {
		return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).body(emitter);
	}

	/** Answers at once: without this method, a HEAD request would open a stream. */
	@Hidden
	@RequestMapping(path = { "/api/events", "/api/events/markets", "/api/markets/events" }, method = RequestMethod.HEAD)
	ResponseEntity<Void> headers() {
		return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
	}

}
