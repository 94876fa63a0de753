/** Own open orders, and their cancellation. */
import { query, remove } from './api.js';
import { byId, element, keepFocus, setText, syncRows } from './dom.js';
import { decimalsOf, grouped, dateTime, utc } from './format.js';

const ROWS = 50;

export class OwnOrders {

	constructor(market) {
		this.market = market;
		byId('cancel-all').addEventListener('click', () => this.attempt(() => remove('/api/orders' + query(this.market()))));
	}

	/** Draws the newest of the known orders; there may be more than are known. */
	draw(orders, count) {
		keepFocus(() => this.redraw(orders, count));
	}

	redraw(orders, count) {
		const all = [...orders.values()].sort((one, other) => other.timestamp.localeCompare(one.timestamp));
		const shown = all.slice(0, ROWS);
		const prices = decimalsOf(shown.map((order) => order.price));
		const amounts = decimalsOf(shown.flatMap((order) => [order.amount, order.remaining]));
		syncRows(byId('own-orders'), shown, () => this.row(), (row, order) => this.show(row, order, prices, amounts),
			(order) => order.id);
		setText(byId('own-count'), shown.length < count ? `newest ${shown.length} of ${count.toLocaleString('en')}` : String(count));
		byId('own-empty').hidden = count > 0;
		byId('cancel-all').disabled = count === 0;
	}

	row() {
		const row = element('tr');
		for (let cell = 0; cell < 6; cell++) {
			row.append(element('td'));
		}
		row.cells[3].className = 'wide';
		row.cells[4].className = 'wide';
		row.cells[5].append(element('button', { type: 'button', text: 'Cancel',
			onclick: () => this.attempt(() => remove(`/api/orders/${row.dataset.id}`)) }));
		return row;
	}

	show(row, order, prices, amounts) {
		row.dataset.id = order.id;
		setText(row.cells[0], order.side === 'BUY' ? 'Buy' : 'Sell');
		row.cells[0].className = order.side.toLowerCase();
		setText(row.cells[1], grouped(order.price, prices));
		setText(row.cells[2], grouped(order.remaining, amounts));
		setText(row.cells[3], grouped(order.amount, amounts));
		setText(row.cells[4], dateTime(order.expiry));
		row.cells[4].title = utc(order.expiry);
		row.cells[5].firstChild.setAttribute('aria-label', `Cancel the order to ${order.side.toLowerCase()} at ${order.price}`);
	}

	async attempt(action) {
		try {
			await action();
			setText(byId('own-error'), '');
		}
		catch (problem) {
			setText(byId('own-error'), problem.message);
		}
	}

}
