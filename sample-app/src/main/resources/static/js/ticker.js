/** The header: last price and the statistics of 24 hours. */
import { byId, setText } from './dom.js';
import { brief, grouped } from './format.js';

export function showTicker(market) {
	const ticker = market.ticker;
	const last = market.trades[0]?.price ?? ticker?.last;
	setText(byId('ticker-last'), grouped(last));
	setText(byId('ticker-high'), grouped(ticker?.high));
	setText(byId('ticker-low'), grouped(ticker?.low));
	setText(byId('ticker-volume'), brief(ticker?.volume, 2));
	setText(byId('ticker-vwap'), brief(ticker?.vwap, 2));
	showChange(byId('ticker-change'), ticker?.changePercent);
	document.title = last ? `${grouped(last)} · ${ticker.base}/${ticker.quote}` : 'DarkSwap trading desk';
}

/** An arrow and a sign repeat the colour's meaning. */
export function showChange(target, percent) {
	const falls = percent?.startsWith('-');
	setText(target, percent ? `${falls ? '▼' : '▲'} ${falls ? '' : '+'}${grouped(percent, 2)} %` : grouped(null));
	target.className = percent ? falls ? 'sell' : 'buy' : '';
}
