/** The order book: levels by price, grouped by a tick, with their sums as bars. */
import { byId, element, setText, syncRows } from './dom.js';
import { format, parse, roundDown, roundUp } from './decimal.js';
import { decimalsOf, grouped } from './format.js';

/** Until a row is drawn. */
const ROW_HEIGHT = 21;
const MOST_ROWS = 40;

export class Ladder {

	constructor(onChoose) {
		this.onChoose = onChoose;
		this.tick = null;
		byId('tick').addEventListener('change', (event) => {
			this.tick = event.target.value;
			this.redraw?.();
		});
	}

	reset() {
		this.tick = null;
		this.ticksFor = null;
	}

	draw(bids, asks, ownOrders) {
		this.redraw = () => this.draw(bids, asks, ownOrders);
		this.offerTicks(bids[0] ?? asks[0]);
		const height = (byId('bids').rows[0] ?? byId('asks').rows[0])?.offsetHeight || ROW_HEIGHT;
		const rows = Math.min(MOST_ROWS, Math.max(4, Math.floor((byId('ladder').clientHeight - 80) / 2 / height)));
		const own = new Set([...ownOrders.values()].map((order) => `${order.side} ${format(this.group(parse(order.price), order.side))}`));
		const below = this.grouped(bids, 'BUY').slice(0, rows);
		const above = this.grouped(asks, 'SELL').slice(0, rows);
		const most = [below, above].map((side) => side.at(-1)?.sum ?? 0n).reduce((one, other) => one > other ? one : other, 1n);
		const decimals = { price: decimalsOf([...below, ...above].map((level) => level.price)),
			amount: decimalsOf([...below, ...above].map((level) => format(level.amount))) };
		const update = (side) => (row, level) => this.showLevel(row, level, side, most, decimals, own);
		syncRows(byId('bids'), below, () => this.row(), update('BUY'));
		syncRows(byId('asks'), above.reverse(), () => this.row(), update('SELL'));
		this.showSpread(bids[0], asks[0]);
	}

	group(price, side) {
		const tick = parse(this.tick ?? '0') ?? 0n;
		if (tick === 0n) {
			return price;
		}
		return side === 'BUY' ? roundDown(price, tick) : roundUp(price, tick);
	}

	grouped(levels, side) {
		const result = [];
		let sum = 0n;
		for (const level of levels) {
			const price = format(this.group(parse(level.price), side));
			const amount = parse(level.amount);
			sum += amount;
			const last = result.at(-1);
			if (last?.price === price) {
				last.amount += amount;
				last.sum = sum;
			}
			else {
				result.push({ price, amount, sum });
			}
		}
		return result;
	}

	row() {
		const row = element('tr', {}, element('td', {}, element('button', { type: 'button' })), element('td'), element('td'));
		row.addEventListener('click', () => this.onChoose(row.dataset.price, row.dataset.sum, row.dataset.side));
		return row;
	}

	showLevel(row, level, side, most, decimals, own) {
		const sum = format(level.sum);
		row.dataset.price = level.price;
		row.dataset.sum = sum;
		row.dataset.side = side;
		const mine = own.has(`${side} ${level.price}`);
		row.classList.toggle('mine', mine);
		const button = row.cells[0].firstChild;
		setText(button, grouped(level.price, decimals.price));
		button.title = mine ? 'One of these orders is your own. Click to fill the form.' : 'Click to fill the form.';
		setText(row.cells[1], grouped(format(level.amount), decimals.amount));
		setText(row.cells[2], grouped(sum, decimals.amount));
		row.cells[0].style.setProperty('--size', String(Number(level.sum * 1000n / most) / 1000));
	}

	showSpread(bid, ask) {
		if (!bid || !ask) {
			setText(byId('spread'), bid || ask ? 'One side has no orders' : 'No orders');
			return;
		}
		const spread = parse(ask.price) - parse(bid.price);
		const points = Number(spread * 1_000_000n / parse(ask.price)) / 100;
		setText(byId('spread'), `Spread ${grouped(format(spread))}  ·  ${points.toFixed(2)} bp`);
	}

	/** Offers powers of ten that fit the price. */
	offerTicks(best) {
		const digits = best ? magnitude(best.price) : 0;
		if (!best || this.ticksFor === digits) {
			return;
		}
		this.ticksFor = digits;
		const select = byId('tick');
		select.replaceChildren(element('option', { value: '0', text: 'none' }));
		for (let power = Math.max(-8, digits - 5); power <= digits - 2; power++) {
			const tick = power >= 0 ? '1' + '0'.repeat(power) : '0.' + '0'.repeat(-power - 1) + '1';
			select.append(element('option', { value: tick, text: grouped(tick) }));
		}
		select.value = this.tick ?? '0';
		if (select.selectedIndex < 0) {
			select.value = '0';
			this.tick = null;
		}
	}

}

/** Digits before the point; for a price below 1, minus the zeros after it. */
function magnitude(price) {
	const [whole, fraction = ''] = price.split('.');
	return whole === '0' ? fraction.replace(/0*$/, '').search(/[1-9]/) * -1 : whole.length;
}
