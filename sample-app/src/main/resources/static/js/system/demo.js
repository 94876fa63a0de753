/** The switch of the demo market maker. */
import { get, post } from '../api.js';
import { byId, setText } from '../dom.js';

export class Demo {

	constructor() {
		this.rate = byId('demo-rate');
		this.rate.addEventListener('input', () => setText(byId('demo-rate-value'), this.rate.value));
		this.rate.addEventListener('change', () => this.running && this.change(true));
		byId('demo-form').addEventListener('submit', (event) => {
			event.preventDefault();
			this.change(!this.running);
		});
	}

	async load() {
		this.show(await get('/api/demo'));
	}

	async change(running) {
		try {
			this.show(await post('/api/demo', { running, rate: Number.parseInt(this.rate.value, 10) }));
			setText(byId('demo-error'), '');
		}
		catch (problem) {
			setText(byId('demo-error'), problem.message);
		}
	}

	show(demo) {
		if (this.running === undefined || demo.running && document.activeElement !== this.rate) {
			this.rate.value = String(demo.rate);
			setText(byId('demo-rate-value'), String(demo.rate));
		}
		this.running = demo.running;
		const button = byId('demo-switch');
		button.disabled = !demo.available;
		button.setAttribute('aria-pressed', String(demo.running));
		setText(button, demo.running ? 'Stop' : 'Start');
		setText(byId('demo-state'), demo.running ? `running · ${demo.actions.toLocaleString('en')} actions` : 'off');
		setText(byId('demo-note'), demo.available ? '' : 'Set desk.demo=true to allow it.');
	}

}
