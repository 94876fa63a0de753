/**
 * The page's state of its market: the snapshot, and every event applied to it. Amounts and
 * prices stay the server's texts.
 */
const TAPE = 100;

export class Market {

	constructor() {
		this.clear();
	}

	clear() {
		this.ticker = null;
		this.bids = new Map();
		this.asks = new Map();
		this.trades = [];
		this.tradeIds = new Set();
		this.ownOrders = new Map();
		/** Of all own orders, also those that the snapshot does not contain. */
		this.ownOrderCount = 0;
	}

	/** Applies an event and returns which parts of it changed. */
	apply(kind, event) {
		switch (kind) {
			case 'Snapshot':
				this.load(event);
				return ['ticker', 'depth', 'trades', 'orders', 'snapshot'];
			case 'Depth':
				event.bids.forEach((level) => replace(this.bids, level));
				event.asks.forEach((level) => replace(this.asks, level));
				return ['depth'];
			case 'Ticker':
				this.ticker = event;
				return ['ticker'];
			case 'OrderCreated':
			case 'OrderMatched':
			case 'OrderCancelled':
			case 'OrderEvicted':
			case 'OrderExpired':
				this.order(event.order);
				this.ownOrderCount = event.ownOrderCount;
				return ['orders'];
			case 'TradeCreated':
				return this.trade(event.trade) ? ['trades'] : [];
			case 'TradeCompleted':
			case 'TradeFailed':
				this.settled(event.trade);
				return ['settled'];
			default:
				return [];
		}
	}

	load(snapshot) {
		this.clear();
		this.ticker = snapshot.ticker;
		snapshot.depth.bids.forEach((level) => replace(this.bids, level));
		snapshot.depth.asks.forEach((level) => replace(this.asks, level));
		this.trades = snapshot.trades.slice(0, TAPE);
		this.tradeIds = new Set(this.trades.map((trade) => trade.id));
		snapshot.ownOrders.forEach((order) => this.order(order));
		this.ownOrderCount = snapshot.ownOrderCount;
	}

	/** Returns the state as the server's snapshot has it. */
	snapshot() {
		return { ticker: this.ticker, depth: { bids: [...this.bids.values()], asks: [...this.asks.values()] },
			trades: this.trades, ownOrders: [...this.ownOrders.values()], ownOrderCount: this.ownOrderCount };
	}

	order(order) {
		if (order.status === 'OPEN') {
			this.ownOrders.set(order.id, order);
		}
		else {
			this.ownOrders.delete(order.id);
		}
	}

	/** A trade of the snapshot may arrive again. */
	trade(trade) {
		if (this.tradeIds.has(trade.id)) {
			return false;
		}
		this.trades.unshift(trade);
		this.tradeIds.add(trade.id);
		this.trades.splice(TAPE).forEach((old) => this.tradeIds.delete(old.id));
		this.latest = trade;
		return true;
	}

	settled(trade) {
		this.trades = this.trades.map((known) => known.id === trade.id ? trade : known);
	}

}

function replace(levels, level) {
	if (level.orders === 0) {
		levels.delete(level.price);
	}
	else {
		levels.set(level.price, level);
	}
}
