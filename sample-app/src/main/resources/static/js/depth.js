/** The depth chart: sums of bids and asks around the middle, as steps. */
import { byId, setText } from './dom.js';
import { toNumber } from './decimal.js';
import { axisPrice } from './format.js';
import { colour, onSchemeChange } from './palette.js';

/** The range of the chart, as a part of the middle price. */
const REACH = 0.012;

export class DepthChart {

	constructor() {
		this.container = byId('depth');
		new ResizeObserver(() => this.plot?.setSize(this.size())).observe(this.container);
		onSchemeChange(() => this.reset());
	}

	reset() {
		this.plot?.destroy();
		this.plot = null;
		if (this.levels) {
			this.draw(...this.levels);
		}
	}

	size() {
		return { width: this.container.clientWidth, height: this.container.clientHeight };
	}

	draw(bids, asks) {
		this.levels = [bids, asks];
		const data = this.columns(bids, asks);
		setText(byId('depth-note'), bids.length || asks.length ? '' : 'No orders');
		if (this.plot) {
			this.plot.setData(data);
		}
		else {
			this.plot = new uPlot(this.options(), data, this.container);
		}
	}

	columns(bids, asks) {
		const middle = bids.length && asks.length ? (toNumber(bids[0].price) + toNumber(asks[0].price)) / 2
			: toNumber((bids[0] ?? asks[0])?.price ?? '0');
		const near = (level) => Math.abs(toNumber(level.price) - middle) <= middle * REACH || bids.length + asks.length < 12;
		const bidSums = sums(bids.filter(near)).reverse();
		const askSums = sums(asks.filter(near));
		return [[...bidSums, ...askSums].map((point) => point.price),
			[...bidSums.map((point) => point.sum), ...askSums.map(() => null)],
			[...bidSums.map(() => null), ...askSums.map((point) => point.sum)]];
	}

	options() {
		const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: '11px ui-monospace, monospace' };
		const side = (name, align) => ({ stroke: colour(name), fill: colour(`${name}-wash`), width: 1.5,
			paths: uPlot.paths.stepped({ align }), points: { show: false } });
		return {
			...this.size(),
			legend: { show: false },
			padding: [12, 0, 0, 32],
			cursor: { drag: { x: false, y: false }, points: { show: false } },
			scales: { x: { time: false }, y: { range: (plot, low, high) => [0, (high || 1) * 1.1] } },
			axes: [{ ...axis, size: 28, space: 90, values: (plot, splits) => splits.map(axisPrice) },
				{ ...axis, side: 1, size: 74, space: 34 }],
			series: [{}, side('buy', -1), side('sell', 1)],
		};
	}

}

/** Best price first. */
function sums(levels) {
	let sum = 0;
	return levels.map((level) => {
		sum += toNumber(level.amount);
		return { price: toNumber(level.price), sum };
	});
}
