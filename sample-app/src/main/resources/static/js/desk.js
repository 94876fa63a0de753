/** The trader's view: joins the market's feed to the parts of the page. */
import { get, query } from './api.js';
import { Chart } from './chart.js';
import { parse } from './decimal.js';
import { DepthChart } from './depth.js';
import { byId, setText } from './dom.js';
import { Feed } from './feed.js';
import { onceAFrame } from './frames.js';
import { listen } from './keys.js';
import { Ladder } from './ladder.js';
import { Market } from './market.js';
import { OwnOrders } from './own-orders.js';
import { OwnTrades } from './own-trades.js';
import { Picker } from './picker.js';
import { showTape } from './tape.js';
import { Ticket } from './ticket.js';
import { showTicker } from './ticker.js';
import { Wallet } from './wallet.js';

const CHOSEN = 'market';
const USUAL = { base: 'BTC', quote: 'RUNE:840000:3' };
const STATES = { connecting: 'Connecting', live: 'Live', stale: 'Stale: reconnecting', refused: 'Refused' };
const DEPTH_PAUSE_MILLIS = 100;

const market = new Market();
const changed = new Set();
let pair = USUAL;
let depthDrawn = 0;
let depthWaits = null;

const wallet = new Wallet();
const chart = new Chart();
const depth = new DepthChart();
const ticket = new Ticket(() => pair, wallet);
const ladder = new Ladder((price, sum, side) => ticket.fill(price, sum, side));
const ownOrders = new OwnOrders(() => pair);
const ownTrades = new OwnTrades(() => pair);
const picker = new Picker(choose);
const feed = new Feed(received, showState);

const draw = onceAFrame(() => {
	const parts = new Set(changed);
	changed.clear();
	if (parts.has('ticker') || parts.has('trades')) {
		showTicker(market);
	}
	if (parts.has('depth') || parts.has('orders')) {
		drawBook();
	}
	if (parts.has('trades')) {
		showTape(market.trades);
	}
	if (parts.has('orders')) {
		ownOrders.draw(market.ownOrders, market.ownOrderCount);
	}
});

function drawBook() {
	const bids = sorted(market.bids, -1);
	const asks = sorted(market.asks, 1);
	ladder.draw(bids, asks, market.ownOrders);
	const wait = depthDrawn + DEPTH_PAUSE_MILLIS - performance.now();
	if (wait <= 0) {
		depthDrawn = performance.now();
		depth.draw(bids, asks);
	}
	else {
		// The last change of a burst is drawn too.
		depthWaits ??= setTimeout(() => {
			depthWaits = null;
			changed.add('depth');
			draw();
		}, wait);
	}
}

function sorted(levels, direction) {
	return [...levels.values()]
		.map((level) => ({ level, price: parse(level.price) }))
		.sort((one, other) => direction * (one.price < other.price ? -1 : 1))
		.map(({ level }) => level);
}

function received(kind, event) {
	const parts = market.apply(kind, event);
	parts.forEach((part) => changed.add(part));
	if (parts.includes('snapshot')) {
		chart.load(pair).catch(() => null);
		ownTrades.load();
		loadWallet();
		depthDrawn = 0;
	}
	else if (parts.includes('trades')) {
		chart.trade(market.latest);
		ownTrades.changed();
	}
	else if (parts.includes('settled')) {
		ownTrades.changed();
	}
	if (parts.length) {
		draw();
	}
}

function showState(state, reason) {
	byId('connection').dataset.state = state;
	byId('main').dataset.state = state;
	setText(byId('connection'), reason ? `${STATES[state]}: ${reason}` : STATES[state]);
	if (state === 'refused') {
		localStorage.removeItem(CHOSEN);
	}
}

function choose(chosen) {
	pair = chosen;
	localStorage.setItem(CHOSEN, JSON.stringify(chosen));
	history.replaceState(null, '', `/${query(chosen)}`);
	setText(byId('market-name'), `${chosen.base} / ${chosen.quote}`);
	market.clear();
	ladder.reset();
	chart.clear();
	ownTrades.draw([]);
	['ticker', 'depth', 'trades', 'orders'].forEach((part) => changed.add(part));
	draw();
	follow();
	ticket.reset();
	loadWallet();
}

/** Also after each snapshot: a server that was restarted may have another wallet. */
function loadWallet() {
	wallet.load(pair).then(() => ticket.showBalance()).catch(() => null);
}

/** A page that is not visible receives nothing, also one that the browser keeps to go back to. */
function follow() {
	if (document.hidden) {
		feed.close();
	}
	else {
		feed.open(pair);
	}
}

/** The market of the address, the one chosen last, or the first that has orders. */
async function first() {
	const parameters = new URLSearchParams(location.search);
	if (parameters.has('base') && parameters.has('quote')) {
		return { base: parameters.get('base'), quote: parameters.get('quote') };
	}
	try {
		const { base, quote } = JSON.parse(localStorage.getItem(CHOSEN));
		return { base, quote };
	}
	catch {
		// None was chosen.
	}
	const markets = await get('/api/markets').catch(() => []);
	return markets.length ? { base: markets[0].base, quote: markets[0].quote } : USUAL;
}

document.addEventListener('visibilitychange', follow);
listen({ search: () => picker.open(), buy: () => ticket.focus('BUY'), sell: () => ticket.focus('SELL'),
	escape: () => ticket.closePreview() });
choose(await first());
