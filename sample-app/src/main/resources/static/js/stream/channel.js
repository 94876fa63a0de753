/** One market of the stream: its state, the id of its latest event, and the windows that show it. */
import { Market } from '../market.js';

export class Channel {

	constructor(name) {
		this.name = name;
		this.windows = new Set();
		this.market = new Market();
		this.state = 'connecting';
		this.run = null;
		this.number = 0;
		this.pending = [];
	}

	/** Returns the id after which the stream continues; null if it begins with a snapshot. */
	position() {
		return this.run === null ? null : `${this.run}-${this.number}`;
	}

	/** A further window of this market receives the state that the others have. */
	join(port) {
		this.flush();
		this.windows.add(port);
		const events = this.run === null ? [] : [['Snapshot', this.market.snapshot()]];
		port.postMessage({ market: this.name, state: this.state, events });
	}

	/** Applies an event. Returns false if events before it are missing. */
	receive(run, number, kind, event) {
		if (kind !== 'Snapshot' && number !== this.number + 1) {
			return number <= this.number;
		}
		this.run = run;
		this.number = number;
		this.market.apply(kind, event);
		this.show('live');
		this.pending.push([kind, event]);
		this.timer ??= setTimeout(() => this.flush());
		return true;
	}

	/** Events that arrive together are one message to each window. */
	flush() {
		clearTimeout(this.timer);
		this.timer = null;
		if (this.pending.length) {
			this.send({ events: this.pending });
			this.pending = [];
		}
	}

	show(state, reason) {
		if (state !== this.state) {
			this.flush();
			this.state = state;
			this.send({ state, reason });
		}
	}

	/** Begins with a snapshot again. */
	reset() {
		this.run = null;
		this.show('stale');
	}

	send(message) {
		this.windows.forEach((port) => port.postMessage({ market: this.name, ...message }));
	}

}
