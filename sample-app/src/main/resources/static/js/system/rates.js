/** Rates a second, from two answers. */
export class Rates {

	update(system) {
		const now = { at: performance.now(), calls: system.calls.reduce((sum, calls) => sum + calls.count, 0), events: system.events };
		this.before = this.now ?? now;
		this.now = now;
	}

	rate(count, before) {
		const seconds = (this.now.at - this.before.at) / 1000;
		return seconds > 0 ? Math.round((count - before) / seconds).toLocaleString('en') : '–';
	}

	calls() {
		return this.rate(this.now.calls, this.before.calls);
	}

	events() {
		return this.rate(sum(this.now.events), sum(this.before.events));
	}

	event(kind) {
		return this.rate(this.now.events[kind], this.before.events[kind] ?? 0);
	}

}

function sum(events) {
	return Object.values(events).reduce((total, count) => total + count, 0);
}
