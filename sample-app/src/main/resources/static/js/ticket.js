/** The order form: makes an order, or takes the best ones after a preview. */
import { post } from './api.js';
import { byId, element, setText, syncRows, syncTerms } from './dom.js';
import { LARGEST, format, parse, product } from './decimal.js';
import { grouped } from './format.js';

const FIELDS = ['price', 'amount', 'expiry'];

export class Ticket {

	constructor(market, wallet) {
		this.market = market;
		this.wallet = wallet;
		this.side = 'BUY';
		this.kind = 'make';
		this.previewed = null;
		this.form = byId('ticket');
		this.form.addEventListener('submit', (event) => {
			event.preventDefault();
			this.submit();
		});
		this.form.addEventListener('input', () => this.changed());
		document.querySelectorAll('#ticket [data-side][aria-pressed]').forEach((button) =>
			button.addEventListener('click', () => this.chooseSide(button.dataset.side)));
		document.querySelectorAll('#kinds button').forEach((button) =>
			button.addEventListener('click', () => this.chooseKind(button.dataset.kind)));
		byId('preview-confirm').addEventListener('click', () => this.take());
		byId('preview-cancel').addEventListener('click', () => this.closePreview());
	}

	chooseSide(side) {
		this.side = side;
		this.labels();
	}

	chooseKind(kind) {
		this.kind = kind;
		byId('expiry-field').hidden = kind === 'take';
		setText(byId('price-label'), kind === 'take' ? 'Worst price' : 'Price');
		this.labels();
	}

	/** An order for one market must not be sent to another. */
	reset() {
		byId('price').value = '';
		byId('amount').value = '';
		this.clearErrors();
		this.labels();
	}

	labels() {
		document.querySelectorAll('#ticket [data-side][aria-pressed]').forEach((button) =>
			button.setAttribute('aria-pressed', String(button.dataset.side === this.side)));
		document.querySelectorAll('#kinds button').forEach((button) =>
			button.setAttribute('aria-pressed', String(button.dataset.kind === this.kind)));
		const { base, quote } = this.market();
		setText(byId('amount-unit'), base);
		setText(byId('price-unit'), quote);
		byId('submit').dataset.side = this.side;
		const side = this.side === 'BUY' ? 'buy' : 'sell';
		setText(byId('submit'), this.kind === 'take' ? `Preview: ${side} the best` : `Place ${side} order`);
		this.showBalance();
		this.changed();
	}

	showBalance() {
		const { base, quote } = this.market();
		setText(byId('balance'), this.wallet.balanceOf(this.side === 'BUY' ? quote : base));
	}

	/** Fills the form with the order that takes a level of the book. */
	fill(price, sum, levelSide) {
		byId('price').value = price;
		byId('amount').value = sum;
		this.chooseSide(levelSide === 'SELL' ? 'BUY' : 'SELL');
		byId('amount').focus();
	}

	focus(side) {
		this.chooseSide(side);
		byId(byId('price').value ? 'amount' : 'price').focus();
	}

	changed() {
		this.closePreview();
		setText(byId('ticket-done'), '');
		const price = parse(byId('price').value);
		const amount = parse(byId('amount').value);
		setText(byId('total'), price > 0n && amount > 0n ? `${grouped(product(price, amount))} ${this.market().quote}` : grouped(null));
	}

	/** Shows errors beside their fields before a request is sent. */
	check() {
		this.clearErrors();
		for (const name of ['price', 'amount']) {
			const value = parse(byId(name).value);
			if (value === null) {
				this.fieldError(name, 'Enter a number such as 1234.5, with a point and at most 8 decimals.');
			}
			else if (value <= 0n) {
				this.fieldError(name, 'Enter more than 0.');
			}
			else if (value > LARGEST) {
				this.fieldError(name, `Enter at most ${grouped(format(LARGEST))}.`);
			}
		}
		return this.form.querySelector('[aria-invalid="true"]') === null;
	}

	async submit() {
		if (!this.check()) {
			this.form.querySelector('[aria-invalid="true"]').focus();
			return;
		}
		await this.attempt(() => this.kind === 'take' ? this.preview() : this.make());
	}

	async make() {
		const sent = byId('amount').value;
		await post('/api/orders', { ...this.pair(), side: this.side, amount: plain('amount'), price: plain('price'),
			expirySeconds: Number.parseInt(byId('expiry').value, 10) });
		this.clearAmount(sent);
		setText(byId('ticket-done'), 'Order placed.');
	}

	pair() {
		const { base, quote } = this.market();
		return { baseAsset: base, quoteAsset: quote };
	}

	taking() {
		return { ...this.pair(), side: this.side, amount: plain('amount'), limitPrice: plain('price') };
	}

	/** Shows what an order would take, unless the form has changed before the answer. */
	async preview() {
		const taking = this.taking();
		this.previewed = taking;
		const preview = await post('/api/markets/take/preview', taking);
		if (this.previewed !== taking) {
			return;
		}
		this.previewed = { ...taking, limitPrice: preview.worstPrice ?? taking.limitPrice };
		const { base, quote } = this.market();
		syncRows(byId('preview-fills'), preview.fills.slice(0, 8), () => element('tr', {}, element('td'), element('td'), element('td')),
			(row, fill) => [fill.price, fill.amount, fill.total].forEach((text, cell) => setText(row.cells[cell], grouped(text))));
		syncTerms(byId('preview-sums'), [['Amount', `${grouped(preview.amount)} ${base}`],
			[this.side === 'BUY' ? 'To pay' : 'To receive', `${grouped(preview.total)} ${quote}`],
			['Worst price', grouped(preview.worstPrice)]]);
		setText(byId('preview-note'), note(preview));
		byId('preview-confirm').dataset.side = this.side;
		setText(byId('preview-confirm'), this.side === 'BUY' ? 'Buy now' : 'Sell now');
		byId('preview-confirm').disabled = preview.fills.length === 0;
		byId('preview').hidden = false;
		byId(preview.fills.length ? 'preview-confirm' : 'preview-cancel').focus();
	}

	/** Takes what was previewed, once: a double click must not take twice. */
	async take() {
		const taking = this.previewed;
		const sent = byId('amount').value;
		this.closePreview();
		if (taking === null) {
			return;
		}
		await this.attempt(async () => {
			const trades = await post('/api/markets/take', taking);
			this.clearAmount(sent);
			setText(byId('ticket-done'), trades.length ? taken(trades, taking)
				: 'Nothing was taken: the book has changed.');
		});
	}

	closePreview() {
		this.previewed = null;
		if (byId('preview').contains(document.activeElement)) {
			byId('submit').focus();
		}
		byId('preview').hidden = true;
	}

	/** An amount that was typed while the server answered stays. */
	clearAmount(sent) {
		if (byId('amount').value === sent) {
			byId('amount').value = '';
		}
		this.changed();
	}

	async attempt(action) {
		byId('submit').disabled = true;
		this.clearErrors();
		try {
			await action();
		}
		catch (problem) {
			this.showProblem(problem);
		}
		finally {
			byId('submit').disabled = false;
			this.focusAfter();
		}
	}

	/** A disabled button loses the focus; an error beside a field is read when the field has it. */
	focusAfter() {
		const invalid = this.form.querySelector('[aria-invalid="true"]');
		if (invalid) {
			invalid.focus();
		}
		else if (document.activeElement === document.body || document.activeElement === byId('submit')) {
			byId('submit').focus();
		}
	}

	/** Shows a problem that names a field beside the field, and every other problem below the form. */
	showProblem(problem) {
		const field = FIELDS.find((name) => new RegExp(`'${name}|\\b${name}\\b`, 'i').test(problem.message))
			?? (/limitPrice/.test(problem.message) ? 'price' : null);
		if (problem.code === 'INVALID_ARGUMENT' && field) {
			this.fieldError(field, problem.message);
		}
		else {
			setText(byId('ticket-error'), problem.message);
			byId('ticket-error').dataset.code = problem.code;
		}
	}

	fieldError(name, text) {
		setText(byId(`${name}-error`), text);
		byId(name).setAttribute('aria-invalid', 'true');
	}

	clearErrors() {
		setText(byId('ticket-error'), '');
		FIELDS.forEach((name) => {
			setText(byId(`${name}-error`), '');
			byId(name).removeAttribute('aria-invalid');
		});
	}

}

function plain(id) {
	return format(parse(byId(id).value));
}

/** Says what was really taken and paid: the book may have changed since the preview. */
function taken(trades, { side, amount, baseAsset, quoteAsset }) {
	const units = trades.reduce((sum, trade) => sum + parse(trade.amount), 0n);
	const paid = trades.reduce((sum, trade) => sum + parse(trade.amount) * parse(trade.price), 0n);
	return `${side === 'BUY' ? 'Bought' : 'Sold'} ${grouped(format(units))} of ${grouped(amount)} ${baseAsset}`
		+ ` for ${grouped(product(paid, 1n))} ${quoteAsset}.`;
}

function note(preview) {
	if (!preview.fills.length) {
		return 'There is no order within this price.';
	}
	const more = preview.fills.length > 8 ? `And ${preview.fills.length - 8} more prices. ` : '';
	return more + (preview.complete ? 'This is the current book; it may change before you confirm.'
		: 'The book holds less than this amount within this price.');
}
