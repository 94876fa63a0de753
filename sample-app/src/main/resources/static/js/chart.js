/** Candles and volume. Older candles are fetched when the user pans to them. */
import { get, query } from './api.js';
import { byId, element, setText } from './dom.js';
import { format, parse, toNumber } from './decimal.js';
import { brief, dateTime, grouped } from './format.js';
import { onceAFrame } from './frames.js';
import { colour, onSchemeChange } from './palette.js';

const INTERVALS = { '1s': 1, '1m': 60, '5m': 300, '15m': 900, '1h': 3600, '1d': 86400 };
const FIRST = 'interval';
const PAGE = 300;
const VISIBLE = 120;
/** Drawing takes time for each candle, and a page stays open for days. */
const MOST = 3000;

export class Chart {

	constructor() {
		this.interval = localStorage.getItem(FIRST) in INTERVALS ? localStorage.getItem(FIRST) : '1m';
		this.candles = [];
		this.container = byId('candles');
		this.draw = onceAFrame(() => this.redraw());
		this.intervalButtons();
		new ResizeObserver(() => this.resize()).observe(this.container);
		onSchemeChange(() => this.rebuild());
	}

	intervalButtons() {
		for (const name of Object.keys(INTERVALS)) {
			byId('intervals').append(element('button', { type: 'button', text: name, 'data-interval': name,
				'aria-pressed': String(name === this.interval), onclick: () => this.choose(name) }));
		}
	}

	choose(name) {
		this.interval = name;
		localStorage.setItem(FIRST, name);
		for (const button of byId('intervals').children) {
			button.setAttribute('aria-pressed', String(button.dataset.interval === name));
		}
		this.load(this.market);
	}

	async load(market) {
		this.market = market;
		this.complete = false;
		const request = { interval: this.interval, market };
		this.request = request;
		const candles = await get(this.path(new Date(Date.now() + 86_400_000)));
		if (this.request === request) {
			this.candles = candles;
			this.range = null;
			this.rebuild();
		}
	}

	path(before) {
		return '/api/markets/candles' + query({ ...this.market, interval: this.interval, limit: PAGE,
			before: before.toISOString() });
	}

	async loadOlder() {
		if (this.loading || this.complete || !this.candles.length) {
			return;
		}
		this.loading = true;
		const request = this.request;
		try {
			const older = await get(this.path(new Date(this.candles[0].start)));
			if (this.request === request) {
				this.complete = older.length === 0;
				this.candles = [...older, ...this.candles];
				this.draw();
			}
		}
		finally {
			this.loading = false;
		}
	}

	/** Adds a trade to the last candle, or begins a new one. */
	trade(trade) {
		const seconds = INTERVALS[this.interval];
		const start = Math.floor(Date.parse(trade.timestamp) / 1000 / seconds) * seconds;
		const last = this.candles[this.candles.length - 1];
		const { price, amount } = trade;
		if (last && Date.parse(last.start) / 1000 === start) {
			last.high = highest(last.high, price);
			last.low = highest(last.low, price) === price ? last.low : price;
			last.close = price;
			last.volume = format(parse(last.volume) + parse(amount));
		}
		else if (!last || Date.parse(last.start) / 1000 < start) {
			this.candles.push({ start: new Date(start * 1000).toISOString(), open: price, high: price, low: price,
				close: price, volume: amount });
			this.forgetOldest();
		}
		this.draw();
	}

	/** Forgets candles left of the visible ones. The user can pan to them: they are fetched again. */
	forgetOldest() {
		const forgotten = this.candles.length - MOST + PAGE;
		if (this.candles.length <= MOST || this.loading || this.range?.from < forgotten + PAGE) {
			return;
		}
		this.candles.splice(0, forgotten);
		this.complete = false;
		if (this.range) {
			this.range = { from: this.range.from - forgotten, to: this.range.to - forgotten };
		}
	}

	/** uPlot's columns: the position of a candle, then its prices and volume. */
	columns() {
		const of = (name) => this.candles.map((candle) => toNumber(candle[name]));
		return [this.candles.map((_, index) => index), of('open'), of('high'), of('low'), of('close'), of('volume')];
	}

	rebuild() {
		this.plot?.destroy();
		this.plot = null;
		this.redraw();
	}

	redraw() {
		byId('candles-empty').hidden = this.candles.length > 0;
		if (!this.plot) {
			this.plot = new uPlot(this.options(), this.columns(), this.container);
		}
		else {
			this.plot.setData(this.columns(), false);
		}
		const end = this.candles.length;
		const { from, to } = this.range ?? { from: Math.max(-0.5, end - VISIBLE), to: Math.max(end, 30) };
		this.plot.setScale('x', { min: from, max: to });
		this.legend(this.plot.cursor.idx ?? end - 1);
	}

	resize() {
		this.plot?.setSize({ width: this.container.clientWidth, height: this.container.clientHeight });
	}

	options() {
		const grid = { stroke: colour('line'), width: 1 };
		const axis = { stroke: colour('soft'), grid, ticks: { show: false }, font: '11px ui-monospace, monospace' };
		return {
			width: this.container.clientWidth,
			height: this.container.clientHeight,
			legend: { show: false },
			padding: [28, 0, 0, 12],
			cursor: { y: true, drag: { x: false, y: false }, points: { show: false } },
			scales: {
				x: { time: false },
				y: { auto: true, range: (plot) => this.priceRange(plot) },
				volume: { range: (plot) => [0, 5 * this.mostVolume(plot) || 1] },
			},
			axes: [
				{ ...axis, size: 28, space: 90, values: (plot, splits) => splits.map((index) => this.timeAt(index)) },
				{ ...axis, side: 1, size: 74, space: 44, scale: 'y', values: (plot, splits) => splits.map((price) =>
					price.toLocaleString('en', { maximumFractionDigits: 8 })) },
			],
			series: [{}, ...['open', 'high', 'low', 'close'].map(() => ({ scale: 'y', show: true, paths: () => null, points: { show: false } })),
				{ scale: 'volume', paths: () => null, points: { show: false } }],
			hooks: {
				draw: [(plot) => this.paint(plot)],
				setCursor: [(plot) => this.legend(plot.cursor.idx ?? this.candles.length - 1)],
				ready: [(plot) => this.listen(plot)],
			},
		};
	}

	visible(plot) {
		const { min, max } = plot.scales.x;
		return this.candles.slice(Math.max(0, Math.floor(min ?? 0)), Math.max(0, Math.ceil(max ?? 0) + 1));
	}

	priceRange(plot) {
		const candles = this.visible(plot);
		if (!candles.length) {
			return [0, 1];
		}
		const low = Math.min(...candles.map((candle) => toNumber(candle.low)));
		const high = Math.max(...candles.map((candle) => toNumber(candle.high)));
		const margin = (high - low || high || 1) * 0.08;
		return [low - 3 * margin, high + margin];
	}

	mostVolume(plot) {
		return Math.max(0, ...this.visible(plot).map((candle) => toNumber(candle.volume)));
	}

	timeAt(index) {
		const candle = this.candles[Math.round(index)];
		return candle && Number.isInteger(index) ? dateTime(candle.start).replace(/^.*, /, (day) => this.interval === '1d' ? day : '') : '';
	}

	paint(plot) {
		const context = plot.ctx;
		const buy = colour('buy');
		const sell = colour('sell');
		const { min, max } = plot.scales.x;
		const width = Math.max(1, plot.bbox.width / (max - min) * 0.68);
		const ratio = devicePixelRatio;
		context.save();
		context.beginPath();
		context.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
		context.clip();
		const bottom = plot.bbox.top + plot.bbox.height;
		for (let index = Math.max(0, Math.floor(min)); index <= Math.min(max, this.candles.length - 1); index++) {
			const candle = this.candles[index];
			const x = Math.round(plot.valToPos(index, 'x', true));
			const y = (name) => plot.valToPos(toNumber(candle[name]), 'y', true);
			const rises = y('close') <= y('open');
			context.fillStyle = rises ? buy : sell;
			context.globalAlpha = 0.28;
			const volume = plot.valToPos(toNumber(candle.volume), 'volume', true);
			context.fillRect(x - width / 2, volume, width, bottom - volume);
			context.globalAlpha = 1;
			context.fillRect(x - ratio / 2, y('high'), ratio, Math.max(ratio, y('low') - y('high')));
			const top = Math.min(y('open'), y('close'));
			context.fillRect(x - width / 2, top, width, Math.max(ratio, Math.abs(y('open') - y('close'))));
		}
		context.restore();
	}

	legend(index) {
		const candle = this.candles[index];
		const target = byId('candle-legend');
		if (!candle) {
			setText(target, '');
			return;
		}
		setText(target, `${dateTime(candle.start)}   O ${grouped(candle.open)}  H ${grouped(candle.high)}  L ${grouped(candle.low)}  C ${grouped(candle.close)}  V ${brief(candle.volume, 4)}`);
	}

	/** The wheel zooms at the pointer, dragging pans. */
	listen(plot) {
		plot.over.addEventListener('wheel', (event) => {
			event.preventDefault();
			const at = plot.posToVal(event.offsetX, 'x');
			const factor = event.deltaY < 0 ? 0.85 : 1 / 0.85;
			const { min, max } = plot.scales.x;
			if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
				this.show(min + event.deltaX * (max - min) / 1000, max + event.deltaX * (max - min) / 1000);
			}
			else {
				this.show(at - (at - min) * factor, at + (max - at) * factor);
			}
		}, { passive: false });
		plot.over.addEventListener('pointerdown', (event) => {
			const { min, max } = plot.scales.x;
			const from = event.clientX;
			const move = (moved) => {
				const shift = (from - moved.clientX) * (max - min) / plot.over.clientWidth;
				this.show(min + shift, max + shift);
			};
			const up = () => {
				removeEventListener('pointermove', move);
				removeEventListener('pointerup', up);
			};
			addEventListener('pointermove', move);
			addEventListener('pointerup', up);
		});
	}

	/** Follows the latest candle again once it is in sight. */
	show(from, to) {
		if (to - from < 10) {
			return;
		}
		this.range = to > this.candles.length && from > -5 && to - from > VISIBLE - 10 && to < this.candles.length + 2 ? null : { from, to };
		if (from < 10) {
			this.loadOlder();
		}
		this.draw();
	}

}

function highest(one, other) {
	return parse(one) >= parse(other) ? one : other;
}
