package io.darkswap.sample.events;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.darkswap.sample.events.EventStreams.Subscription;
import io.darkswap.sample.trading.MarketViews;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.TradingPair;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The feeds of the markets with readers, or with recent readers that may resume.
 */
@Component
class MarketFeeds implements DisposableBean {

	private static final Log logger = LogFactory.getLog(MarketFeeds.class);

	private static final Duration KEPT_IDLE = Duration.ofSeconds(60);

	/** Bounds the feeds of a reader that opens one market after another. */
	private static final int MOST_IDLE = 100;

	private final Map<TradingPair, MarketFeed> feeds = new ConcurrentHashMap<>();

	private final MarketViews views;

	private final JsonMapper json;

	private final EventStreamProperties properties;

	private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "market-feeds");
		thread.setDaemon(true);
		return thread;
	});

	MarketFeeds(MarketViews views, JsonMapper json, EventStreamProperties properties) {
		this.views = views;
		this.json = json;
		this.properties = properties;
		every(properties.depthInterval(), () -> eachRead(MarketFeed::publishDepth));
		every(properties.tickerInterval(), () -> eachRead(MarketFeed::publishTicker));
		every(KEPT_IDLE, this::removeIdle);
	}

	private void every(Duration interval, Runnable task) {
		this.scheduler.scheduleWithFixedDelay(task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Returns a subscription to all events of some markets.
	 * @param lastEventIds the ids of the last events that the reader received, one of
	 * each market that it resumes
	 */
	Subscription of(Collection<TradingPair> markets, List<String> lastEventIds) {
		if (this.feeds.size() > MOST_IDLE) {
			this.feeds.values().removeIf((feed) -> !feed.isRead());
		}
		return new Subscription() {

			private final List<MarketFeed> subscribed = new CopyOnWriteArrayList<>();

			@Override
			public void subscribe(EventStream stream) {
				markets
					.forEach((market) -> this.subscribed.add(MarketFeeds.this.subscribe(market, stream, lastEventIds)));
			}

			@Override
			public void unsubscribe(EventStream stream) {
				this.subscribed.forEach((feed) -> feed.unsubscribe(stream));
			}

		};
	}

	/**
	 * The feed accepts events before its snapshot is read, so that none of a later change
	 * is missed. It is subscribed within the map's lock for this market, so that it is
	 * not removed meanwhile.
	 */
	private MarketFeed subscribe(TradingPair market, EventStream stream, List<String> lastEventIds) {
		MarketFeed subscribed;
		do {
			this.feeds.computeIfAbsent(market, this::newFeed);
			subscribed = this.feeds.computeIfPresent(market, (pair, feed) -> {
				feed.subscribe(stream, lastEventIds);
				return feed;
			});
		}
		while (subscribed == null);
		return subscribed;
	}

	private MarketFeed newFeed(TradingPair market) {
		return new MarketFeed(market.base(), market.quote(), this.views, this.json, this.properties.history());
	}

	@EventListener
	void accept(DarkSwapEvent event) {
		if (event instanceof DarkSwapEvent.Error) {
			this.feeds.values().forEach((feed) -> feed.accept(event));
			return;
		}
		MarketFeed feed = this.feeds.get(market(event));
		if (feed != null) {
			feed.accept(event);
		}
	}

	private void eachRead(Consumer<MarketFeed> action) {
		for (MarketFeed feed : this.feeds.values()) {
			if (feed.isRead()) {
				try {
					action.accept(feed);
				}
				catch (DarkSwapException ex) {
					logger.debug("A market cannot be read now", ex);
				}
			}
		}
	}

	private void removeIdle() {
		this.feeds.values().removeIf((feed) -> feed.idleNanos() > KEPT_IDLE.toNanos());
	}

	@Override
	public void destroy() {
		this.scheduler.shutdownNow();
	}

	private static TradingPair market(DarkSwapEvent event) {
		return (event instanceof DarkSwapEvent.OrderEvent order) ? order.order().pair()
				: ((DarkSwapEvent.TradeEvent) event).trade().pair();
	}

}
