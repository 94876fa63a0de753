/**
 * The stream of one market. The browser connects again by itself and names the last event
 * it received; the server then continues with the next number, or sends a new snapshot. A
 * missing number is detected here, and the stream is opened again.
 */
import { query } from './api.js';

const KINDS = ['Snapshot', 'Depth', 'Ticker', 'OrderCreated', 'OrderMatched', 'OrderCancelled', 'OrderEvicted',
	'OrderExpired', 'TradeCreated', 'TradeCompleted', 'TradeFailed', 'Error'];

const RETRY_MILLIS = 1000;

export class Feed {

	constructor(onEvent, onState) {
		this.onEvent = onEvent;
		this.onState = onState;
		this.source = null;
	}

	open(market) {
		this.close();
		this.market = market;
		this.last = null;
		this.onState('connecting');
		const source = new EventSource('/api/markets/events' + query(market));
		this.source = source;
		source.addEventListener('error', () => this.failed(source));
		for (const kind of KINDS) {
			source.addEventListener(kind, (event) => this.received(source, kind, event));
		}
	}

	close() {
		clearTimeout(this.timer);
		this.source?.close();
		this.source = null;
	}

	received(source, kind, event) {
		if (source !== this.source || !(event instanceof MessageEvent) || kind === 'Error' && !event.data) {
			return;
		}
		const number = event.lastEventId ? BigInt(event.lastEventId.split('-')[1]) : null;
		if (kind !== 'Snapshot' && kind !== 'Error' && this.last !== null && number !== this.last + 1n) {
			this.onState('stale');
			this.open(this.market);
			return;
		}
		this.last = number ?? this.last;
		this.onState('live');
		this.onEvent(kind, JSON.parse(event.data));
	}

	failed(source) {
		if (source !== this.source) {
			return;
		}
		this.onState('stale');
		if (source.readyState === EventSource.CLOSED) {
			this.timer = setTimeout(() => this.open(this.market), RETRY_MILLIS);
		}
	}

}
