/**
 * The stream of all windows of a browser. Browsers open six connections to one server, so one connection carries the
 * events of every window's market. It is opened again whenever these markets change, fails, or is silent for too long;
 * it then continues after the latest event of each market.
 */
import { get, query } from '../api.js';
import { Channel } from './channel.js';

const KINDS = ['Snapshot', 'Depth', 'Ticker', 'OrderCreated', 'OrderMatched', 'OrderCancelled', 'OrderEvicted',
	'OrderExpired', 'TradeCreated', 'TradeCompleted', 'TradeFailed', 'Error'];

const RETRY_MILLIS = 1000;
const WATCH_MILLIS = 500;
/** How long a connection may be silent: at first, and in intervals of the server's heartbeat. */
const FIRST_PATIENCE_MILLIS = 10_000;
const PATIENCE = 3;

export class Hub {

	constructor() {
		this.channels = new Map();
		this.source = null;
		this.patience = FIRST_PATIENCE_MILLIS;
	}

	/** Serves a window, which sends the name of its market, or null while it shows none. */
	accept(port) {
		let channel = null;
		const choose = (name) => {
			this.leave(channel, port);
			channel = name === null ? null : this.join(name, port);
		};
		port.addEventListener('message', (event) => choose(event.data));
		port.addEventListener('close', () => choose(null));
		port.start();
	}

	join(name, port) {
		const known = this.channels.get(name);
		const channel = known ?? new Channel(name);
		channel.join(port);
		if (!known) {
			this.channels.set(name, channel);
			this.openIn(0);
		}
		return channel;
	}

	leave(channel, port) {
		if (channel?.windows.delete(port) && channel.windows.size === 0 && this.channels.get(channel.name) === channel) {
			this.channels.delete(channel.name);
			this.openIn(0);
		}
	}

	/** Opens once for several changes. */
	openIn(millis) {
		clearTimeout(this.opening);
		this.opening = setTimeout(() => this.open(), millis);
	}

	open() {
		this.close();
		const channels = [...this.channels.values()];
		if (!channels.length) {
			return;
		}
		const parameters = channels.map((channel) => ['market', channel.name]);
		const positions = channels.map((channel) => channel.position()).filter((position) => position !== null);
		const source = new EventSource('/api/events/markets' + query([...parameters, ...positions.map((position) => ['after', position])]));
		this.source = source;
		this.heard = performance.now();
		this.patience = FIRST_PATIENCE_MILLIS;
		this.watching = setInterval(() => this.watch(), WATCH_MILLIS);
		source.addEventListener('error', () => source === this.source && this.failed(source));
		source.addEventListener('Heartbeat', (event) => source === this.source && this.beat(JSON.parse(event.data)));
		for (const kind of KINDS) {
			source.addEventListener(kind, (event) => source === this.source && this.received(kind, event));
		}
	}

	close() {
		clearInterval(this.watching);
		this.source?.close();
		this.source = null;
	}

	/** The first one follows the events that were missed, or replaces them if there are none. */
	beat({ intervalMillis }) {
		this.heard = performance.now();
		this.patience = Math.max(PATIENCE * intervalMillis, 2 * WATCH_MILLIS);
		this.channels.forEach((channel) => channel.run !== null && channel.show('live'));
	}

	received(kind, event) {
		this.heard = performance.now();
		const value = JSON.parse(event.data);
		const [run, number] = event.lastEventId.split('-');
		const channel = kind === 'Snapshot' ? this.channels.get(`${value.ticker.base}/${value.ticker.quote}`)
			: [...this.channels.values()].find((other) => other.run === run);
		if (channel && !channel.receive(run, Number(number), kind, value)) {
			channel.reset();
			this.openIn(0);
		}
	}

	/** A connection may be lost without failing. */
	watch() {
		if (performance.now() - this.heard > this.patience) {
			this.stale();
			this.open();
		}
	}

	/** A server that answers, but not with a stream, may refuse one of the markets. */
	failed(source) {
		const refused = source.readyState === EventSource.CLOSED;
		this.close();
		this.stale();
		this.openIn(RETRY_MILLIS);
		if (refused) {
			this.channels.forEach((channel) => this.ask(channel));
		}
	}

	/** A market that the server refuses must not stop the stream of the others. */
	async ask(channel) {
		const [base, ...rest] = channel.name.split('/');
		const quote = rest.join('/');
		try {
			await get('/api/markets/ticker' + query({ base, quote }));
		}
		catch (problem) {
			if (problem.status >= 400 && problem.status < 500 && this.channels.get(channel.name) === channel) {
				channel.show('refused', problem.message);
				this.channels.delete(channel.name);
			}
		}
	}

	stale() {
		this.channels.forEach((channel) => channel.show('stale'));
	}

}
