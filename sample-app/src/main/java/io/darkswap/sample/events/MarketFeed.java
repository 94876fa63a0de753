package io.darkswap.sample.events;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.darkswap.sample.trading.MarketTicker;
import io.darkswap.sample.trading.MarketViews;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of one market. After an event, depth is read from the book and published as
 * the difference to the last published depth, so any number of orders within one interval
 * is one event. Thread-safe.
 */
final class MarketFeed {

	/** Price levels of each side. */
	private static final int LEVELS = 200;

	private static final int TRADES = 100;

	private static final int OWN_ORDERS = 500;

	/** Intervals without a trade after which the ticker is published again. */
	private static final int QUIET_INTERVALS = 60;

	private final Asset base;

	private final Asset quote;

	private final MarketViews views;

	private final JsonMapper json;

	private final EventChannel channel;

	private Depth depth = new Depth(List.of(), List.of());

	/** The ids of the open own orders. It guards itself, and their events. */
	private final Set<UUID> own = new HashSet<>();

	private volatile boolean depthChanged;

	private volatile boolean tickerChanged;

	/** Of the thread that publishes. */
	private int quietIntervals;

	private volatile long idleSince = System.nanoTime();

	MarketFeed(Asset base, Asset quote, MarketViews views, JsonMapper json, int history) {
		this.base = base;
		this.quote = quote;
		this.views = views;
		this.json = json;
		this.channel = new EventChannel(history);
	}

	void accept(DarkSwapEvent event) {
		this.depthChanged = true;
		if (event instanceof DarkSwapEvent.OrderEvent order) {
			if (this.views.isOwn(order.order())) {
				publishOwn(order);
			}
			return;
		}
		if (event instanceof DarkSwapEvent.TradeEvent) {
			this.tickerChanged = true;
		}
		publish(event.getClass().getSimpleName(), event);
	}

	/**
	 * A snapshot that is newer than the event counts the order as it is afterwards. So an
	 * order that the book has closed since is not counted again.
	 */
	private void publishOwn(DarkSwapEvent.OrderEvent event) {
		Order order = event.order();
		synchronized (this.own) {
			if (order.status() != OrderStatus.OPEN) {
				this.own.remove(order.id());
			}
			else if (!this.own.contains(order.id()) && this.views.mayBeOpen(order.id())) {
				this.own.add(order.id());
			}
			publish(event.getClass().getSimpleName(), new OwnOrderEvent(order, event.timestamp(), this.own.size()));
		}
	}

	synchronized void publishDepth() {
		if (!this.depthChanged) {
			return;
		}
		this.depthChanged = false;
		Depth now = this.views.depth(this.base, this.quote, LEVELS);
		DepthChange change = DepthChange.between(this.depth, now);
		this.depth = now;
		if (!change.isEmpty()) {
			publish("Depth", change);
		}
	}

	/** Old trades leave the 24 hours of a quiet market, too. */
	void publishTicker() {
		if (this.tickerChanged || ++this.quietIntervals == QUIET_INTERVALS) {
			this.tickerChanged = false;
			this.quietIntervals = 0;
			publish("Ticker", this.views.ticker(this.base, this.quote));
		}
	}

	private void publish(String name, Object event) {
		this.channel.publish(name, this.json.writeValueAsString(event));
	}

	/**
	 * Adds a reader. Changes of depth and own orders are held back meanwhile, so that
	 * those after the snapshot are relative to it.
	 */
	synchronized void subscribe(EventStream stream, List<String> lastEventIds) {
		this.depthChanged = true;
		publishDepth();
		synchronized (this.own) {
			this.channel.subscribe(stream, lastEventIds, () -> List.of(snapshot()));
		}
	}

	void unsubscribe(EventStream stream) {
		this.channel.unsubscribe(stream);
		this.idleSince = System.nanoTime();
	}

	private EventFrame snapshot() {
		MarketTicker ticker = this.views.ticker(this.base, this.quote);
		List<Order> orders = this.views.ownOrders(this.base, this.quote, Integer.MAX_VALUE);
		this.own.clear();
		orders.forEach((order) -> this.own.add(order.id()));
		MarketSnapshot snapshot = new MarketSnapshot(ticker, this.depth,
				this.views.trades(this.base, this.quote, TRADES),
				orders.subList(0, Math.min(orders.size(), OWN_ORDERS)), orders.size());
		return EventFrame.event(this.channel.lastId(), "Snapshot", this.json.writeValueAsString(snapshot));
	}

	boolean isRead() {
		return this.channel.readers() > 0;
	}

	long idleNanos() {
		return isRead() ? 0 : System.nanoTime() - this.idleSince;
	}

}
