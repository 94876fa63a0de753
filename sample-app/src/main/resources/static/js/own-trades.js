/** Own trades and their settlement on chain. */
import { get, post, query } from './api.js';
import { byId, element, keepFocus, setText, syncRows } from './dom.js';
import { decimalsOf, grouped, dateTime, utc } from './format.js';

const ROWS = 50;
const PAUSE_MILLIS = 500;
/** After a failure: a server that restarts is not asked twice a second. */
const RETRY_MILLIS = 5000;
const SETTLEMENT = { PENDING: 'Pending', COMPLETED: 'Settled', FAILED: 'Failed' };

export class OwnTrades {

	constructor(market) {
		this.market = market;
	}

	/** Schedules a reload; many changes cause one reload. */
	changed() {
		this.loadIn(PAUSE_MILLIS);
	}

	loadIn(millis) {
		if (!this.timer) {
			this.timer = setTimeout(() => this.load(), millis);
		}
	}

	async load() {
		clearTimeout(this.timer);
		this.timer = null;
		const market = this.market();
		try {
			const trades = await get('/api/trades/own' + query({ ...market, limit: ROWS }));
			if (market === this.market()) {
				this.draw(trades);
			}
		}
		catch {
			this.loadIn(RETRY_MILLIS);
		}
	}

	draw(trades) {
		keepFocus(() => this.redraw(trades));
	}

	redraw(trades) {
		const prices = decimalsOf(trades.map((trade) => trade.price));
		const amounts = decimalsOf(trades.map((trade) => trade.amount));
		syncRows(byId('own-trades'), trades, () => this.row(), (row, trade) => this.show(row, trade, prices, amounts),
			(trade) => trade.id);
		byId('history-empty').hidden = trades.length > 0;
	}

	row() {
		const row = element('tr');
		for (let cell = 0; cell < 5; cell++) {
			row.append(element('td'));
		}
		row.cells[3].className = 'wide';
		const settle = (how) => () => this.settle(row.dataset.id, how);
		row.cells[4].append(element('span'), ' ', element('button', { type: 'button', text: 'Settle', onclick: settle('complete') }),
			' ', element('button', { type: 'button', text: 'Fail', onclick: settle('fail') }));
		return row;
	}

	async settle(id, how) {
		try {
			await post(`/api/trades/${id}/${how}`);
			setText(byId('history-error'), '');
		}
		catch (problem) {
			setText(byId('history-error'), problem.message);
		}
		this.changed();
	}

	show(row, trade, prices, amounts) {
		row.dataset.id = trade.id;
		setText(row.cells[0], trade.side === 'BUY' ? 'Bought' : 'Sold');
		row.cells[0].className = trade.side.toLowerCase();
		setText(row.cells[1], grouped(trade.price, prices));
		setText(row.cells[2], grouped(trade.amount, amounts));
		setText(row.cells[3], dateTime(trade.timestamp));
		row.cells[3].title = utc(trade.timestamp);
		const [status, complete, fail] = row.cells[4].children;
		setText(status, trade.status === 'PENDING' ? '' : SETTLEMENT[trade.status]);
		complete.hidden = trade.status !== 'PENDING';
		fail.hidden = trade.status !== 'PENDING';
	}

}
