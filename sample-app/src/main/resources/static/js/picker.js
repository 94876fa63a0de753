/** The dialog that chooses a market: a search over those that have orders, or any pair typed. */
import { get } from './api.js';
import { byId, element, setText, syncRows } from './dom.js';
import { brief, grouped } from './format.js';
import { showChange } from './ticker.js';

const PAIR = /^(BTC|(?:RUNE|ALKANE):\d+:\d+)\/(BTC|(?:RUNE|ALKANE):\d+:\d+)$/i;

export class Picker {

	constructor(onChoose) {
		this.onChoose = onChoose;
		this.markets = [];
		byId('market-button').addEventListener('click', () => this.open());
		byId('picker-search').addEventListener('input', () => this.draw());
		byId('picker-form').addEventListener('submit', (event) => {
			event.preventDefault();
			this.enter();
		});
		byId('picker').addEventListener('click', (event) => {
			if (event.target === byId('picker')) {
				byId('picker').close();
			}
		});
	}

	async open() {
		byId('picker').showModal();
		byId('picker-search').value = '';
		byId('picker-search').focus();
		setText(byId('picker-error'), '');
		try {
			this.markets = await get('/api/markets');
		}
		catch (problem) {
			setText(byId('picker-error'), problem.message);
		}
		this.draw();
	}

	found() {
		const search = byId('picker-search').value.trim().toUpperCase();
		return this.markets.filter((market) => name(market).includes(search));
	}

	draw() {
		const found = this.found();
		syncRows(byId('picker-markets'), found, () => this.row(), (row, market) => {
			row.dataset.name = name(market);
			setText(row.cells[0].firstChild, name(market));
			setText(row.cells[1], grouped(market.last));
			showChange(row.cells[2], market.changePercent);
			setText(row.cells[3], brief(market.volume, 2));
		});
		byId('picker-empty').hidden = found.length > 0;
	}

	row() {
		const row = element('tr', {}, element('td', {}, element('button', { type: 'button' })), element('td'), element('td'), element('td', { class: 'wide' }));
		row.addEventListener('click', () => this.choose(row.dataset.name));
		return row;
	}

	enter() {
		const typed = byId('picker-search').value.trim().toUpperCase();
		const found = this.found();
		if (PAIR.test(typed)) {
			this.choose(typed);
		}
		else if (found.length) {
			this.choose(name(found[0]));
		}
		else {
			setText(byId('picker-error'), 'Write a pair such as BTC/RUNE:840000:3 or RUNE:840000:3/ALKANE:2:0.');
		}
	}

	choose(pair) {
		byId('picker').close();
		const [base, quote] = pair.split('/');
		this.onChoose({ base, quote });
	}

}

function name(market) {
	return `${market.base}/${market.quote}`;
}
