/** The latest trades, newest first. */
import { byId, element, setText, syncRows } from './dom.js';
import { decimalsOf, grouped, time, utc } from './format.js';

const ROWS = 40;

export function showTape(trades) {
	const shown = trades.slice(0, ROWS);
	const prices = decimalsOf(shown.map((trade) => trade.price));
	const amounts = decimalsOf(shown.map((trade) => trade.amount));
	syncRows(byId('tape'), shown, () => element('tr', {}, element('td'), element('td'), element('td')), (row, trade) => {
		if (row.dataset.id === trade.id) {
			return;
		}
		row.dataset.id = trade.id;
		const buys = trade.takerSide === 'BUY';
		setText(row.cells[0], grouped(trade.price, prices));
		row.cells[0].className = buys ? 'buy' : 'sell';
		row.cells[0].title = buys ? 'The taker bought' : 'The taker sold';
		setText(row.cells[1], grouped(trade.amount, amounts));
		setText(row.cells[2], time(trade.timestamp));
		row.cells[2].title = utc(trade.timestamp);
	});
}
