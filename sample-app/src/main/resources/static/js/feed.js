/**
 * The events of one market, from the stream that all windows of the browser share. A browser without shared workers has
 * a stream in each window.
 */
import { Hub } from './stream/hub.js';

const WORKER = '/js/stream/worker.js';
/** Windows of another version of the page have a worker of their own: raise it when messages change. */
const NAME = 'desk-stream-3';

export class Feed {

	constructor(onEvent, onState) {
		this.onEvent = onEvent;
		this.onState = onState;
		this.name = null;
		this.use(this.shared() ?? ofThisWindow());
	}

	shared() {
		if (!('SharedWorker' in globalThis)) {
			return null;
		}
		const policy = globalThis.trustedTypes?.createPolicy('desk-stream', { createScriptURL: () => WORKER });
		const worker = new SharedWorker(policy?.createScriptURL(WORKER) ?? WORKER, { type: 'module', name: NAME });
		worker.addEventListener('error', () => this.use(ofThisWindow()));
		return worker.port;
	}

	use(port) {
		this.port = port;
		port.addEventListener('message', (event) => this.port === port && this.received(event.data));
		port.start();
		if (this.name !== null) {
			port.postMessage(this.name);
		}
	}

	open({ base, quote }) {
		this.name = `${base}/${quote}`;
		this.begun = false;
		this.onState('connecting');
		this.port.postMessage(this.name);
	}

	close() {
		this.name = null;
		this.port.postMessage(null);
	}

	/** Messages of the market before may still arrive. */
	received({ market, state, reason, events = [] }) {
		if (market !== this.name) {
			return;
		}
		if (state) {
			this.onState(state, reason);
		}
		for (const [kind, event] of events) {
			this.begun ||= kind === 'Snapshot';
			if (this.begun) {
				this.onEvent(kind, event);
			}
		}
	}

}

function ofThisWindow() {
	const { port1, port2 } = new MessageChannel();
	new Hub().accept(port2);
	return port1;
}
