/** Candles and volume. Older candles are fetched when the user pans to them. */
import { get, query } from './api.js';
import { byId, element, setText } from './dom.js';
import { format, parse, toNumber } from './decimal.js';
import { axisPrice, axisTime, brief, dateTime, grouped, utc } from './format.js';
import { onceAFrame } from './frames.js';
import { listen } from './gestures.js';
import { colour, onSchemeChange } from './palette.js';

const INTERVALS = { '1s': 1, '1m': 60, '5m': 300, '15m': 900, '1h': 3600, '1d': 86400 };
const FIRST = 'interval';
const PAGE = 300;
const VISIBLE = 120;
/** Drawing takes time for each candle, and a page stays open for days. */
const MOST = 3000;
const CORRECT_MILLIS = 2000;
/** A key moves or scales the chart by this part of its range. */
const STEP = 0.2;

export class Chart {

	constructor() {
		this.interval = localStorage.getItem(FIRST) in INTERVALS ? localStorage.getItem(FIRST) : '1m';
		this.candles = [];
		this.container = byId('candles');
		this.draw = onceAFrame(() => this.redraw());
		this.intervalButtons();
		new ResizeObserver(() => this.resize()).observe(this.container);
		onSchemeChange(() => this.rebuild());
		this.container.addEventListener('keydown', (event) => this.key(event));
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
		this.load(this.market).catch(() => null);
	}

	/** Another market's candles must not stand below this one's name, also if it has none or is refused. */
	clear() {
		this.request = null;
		this.range = null;
		this.candles = [];
		this.draw();
	}

	/** Loads the latest candles. A chart that shows older ones of the same market continues to show them. */
	async load(market) {
		const before = this.request;
		const request = { interval: this.interval, market };
		this.market = market;
		this.request = request;
		const candles = await get(this.path(new Date(Date.now() + 86_400_000)));
		if (this.request !== request) {
			return;
		}
		const joined = before?.market === market && before.interval === request.interval ? this.joined(candles) : null;
		this.complete &&= joined !== null;
		this.range = joined && this.range;
		this.candles = joined ?? candles;
		this.rebuild();
	}

	/** Returns the candles with their latest ones replaced; null if others are missing in between. */
	joined(latest) {
		const first = latest.length ? this.candles.findIndex((candle) => Date.parse(candle.start) >= Date.parse(latest[0].start)) : -1;
		return first < 0 ? null : [...this.candles.slice(0, first), ...latest];
	}

	/**
	 * A trade that happens while candles are loaded may be missing in them, or count twice. The latest candles are
	 * therefore read again while there are trades.
	 */
	async correct() {
		const { request } = this;
		const limit = 2 + Math.ceil(2 * CORRECT_MILLIS / 1000 / INTERVALS[this.interval]);
		const latest = await get('/api/markets/candles' + query({ ...this.market, interval: this.interval, limit }));
		const joined = this.request === request ? this.joined(latest) : null;
		if (joined) {
			this.candles = joined;
			this.draw();
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
				this.shift(older.length);
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
			this.dropOldest();
		}
		this.draw();
		this.correcting ??= setTimeout(() => {
			this.correcting = null;
			this.correct().catch(() => null);
		}, CORRECT_MILLIS);
	}

	/** Drops candles left of the visible ones. The user can pan to them: they are fetched again. */
	dropOldest() {
		const dropped = this.candles.length - MOST + PAGE;
		if (this.candles.length <= MOST || this.loading || this.range?.from < dropped + PAGE) {
			return;
		}
		this.candles.splice(0, dropped);
		this.complete = false;
		this.shift(-dropped);
	}

	/** Continues to show the same candles at other positions. */
	shift(count) {
		if (this.range) {
			this.range = { from: this.range.from + count, to: this.range.to + count };
		}
	}

	shown() {
		const { min, max } = this.plot.scales.x;
		return this.range ?? { from: min, to: max };
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
		const end = this.candles.length;
		const { from, to } = this.range ?? { from: Math.max(-0.5, end - VISIBLE), to: Math.max(end, 30) };
		this.view = { from, to };
		if (!this.plot) {
			this.plot = new uPlot(this.options(), this.columns(), this.container);
		}
		else {
			this.plot.setData(this.columns(), false);
		}
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
			padding: [28, 0, 0, 32],
			cursor: { y: true, drag: { x: false, y: false }, points: { show: false } },
			scales: {
				x: { time: false },
				y: { auto: true, range: () => this.priceRange() },
				volume: { range: () => [0, 5 * this.mostVolume() || 1] },
			},
			axes: [
				{ ...axis, size: 28, space: 90, values: (plot, splits) => splits.map((index) => this.timeAt(index)) },
				{ ...axis, side: 1, size: 74, space: 44, scale: 'y', values: (plot, splits) => splits.map(axisPrice) },
			],
			series: [{}, ...['open', 'high', 'low', 'close'].map(() => ({ scale: 'y', show: true, paths: () => null, points: { show: false } })),
				{ scale: 'volume', paths: () => null, points: { show: false } }],
			hooks: {
				draw: [(plot) => this.paint(plot)],
				setCursor: [(plot) => this.legend(plot.cursor.idx ?? this.candles.length - 1)],
				ready: [(plot) => listen(plot.over, () => this.shown(), (from, to) => this.show(from, to))],
			},
		};
	}

	/** The candles in sight after this drawing: uPlot asks for the ranges of prices before it has set the one of x. */
	visible() {
		const { from, to } = this.view;
		return this.candles.slice(Math.max(0, Math.floor(from)), Math.max(0, Math.ceil(to) + 1));
	}

	priceRange() {
		const candles = this.visible();
		if (!candles.length) {
			return [0, 1];
		}
		const low = Math.min(...candles.map((candle) => toNumber(candle.low)));
		const high = Math.max(...candles.map((candle) => toNumber(candle.high)));
		const margin = (high - low || high || 1) * 0.08;
		return [low - 3 * margin, high + margin];
	}

	mostVolume() {
		return Math.max(0, ...this.visible().map((candle) => toNumber(candle.volume)));
	}

	timeAt(index) {
		const candle = this.candles[index];
		return candle ? axisTime(candle.start, INTERVALS[this.interval]) : '';
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
		target.title = utc(candle.start);
		setText(target, `${dateTime(candle.start)}   O ${grouped(candle.open)}  H ${grouped(candle.high)}  L ${grouped(candle.low)}  C ${grouped(candle.close)}  V ${brief(candle.volume, 4)}`);
	}

	/** Arrows pan, plus and minus zoom, End returns to the latest candle. */
	key(event) {
		if (!this.plot) {
			return;
		}
		const { from, to } = this.shown();
		const step = (to - from) * STEP;
		const ranges = { ArrowLeft: [from - step, to - step], ArrowRight: [from + step, to + step],
			'+': [from + step, to], '-': [from - step, to] };
		if (event.key === 'End') {
			this.range = null;
			this.draw();
		}
		else if (ranges[event.key]) {
			this.show(...ranges[event.key]);
		}
		else {
			return;
		}
		event.preventDefault();
	}

	/** Some candles stay in sight. Follows the latest candle again once that is in sight. */
	show(from, to) {
		if (to - from < 10 || from > this.candles.length - 2 || to < 2) {
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
