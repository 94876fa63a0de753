/** Texts for people: grouped digits, a fixed number of decimals, local times. */
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const MINUTE = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: '2-digit' });
const SECONDS_OF_A_DAY = 86_400;
const DATE_TIME = new Intl.DateTimeFormat(undefined, { month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit',
	second: '2-digit', hour12: false });

export const NOTHING = '–';

/** Groups the digits of a decimal text and pads it to some decimals; digits are never cut off. */
export function grouped(text, decimals = 0) {
	if (text === null || text === undefined) {
		return NOTHING;
	}
	const negative = text.startsWith('-');
	const [whole, fraction = ''] = text.replace('-', '').split('.');
	const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
	const padded = fraction.padEnd(decimals, '0');
	return (negative ? '−' : '') + groups + (padded ? `.${padded}` : '');
}

/** Cuts a decimal text to some decimals, for sums in overviews. */
export function brief(text, decimals) {
	if (text === null || text === undefined) {
		return NOTHING;
	}
	const [whole, fraction = ''] = text.split('.');
	if (whole === '0' && /[1-9]/.test(fraction)) {
		decimals = Math.max(decimals, Math.min(8, fraction.search(/[1-9]/) + 4));
	}
	return grouped(decimals ? `${whole}.${fraction.slice(0, decimals).padEnd(decimals, '0')}` : whole);
}

/** Returns the maximum number of digits after the point of some texts. */
export function decimalsOf(texts) {
	return texts.reduce((most, text) => Math.max(most, (text.split('.')[1] || '').length), 0);
}

export function time(instant) {
	return TIME.format(new Date(instant));
}

export function dateTime(instant) {
	return DATE_TIME.format(new Date(instant));
}

/** Returns the time of a candle as short as its interval in seconds allows. */
export function axisTime(instant, interval) {
	const format = interval < 60 ? TIME : interval < SECONDS_OF_A_DAY ? MINUTE : DAY;
	return format.format(new Date(instant));
}

/** Returns the time in UTC, for a tooltip. */
export function utc(instant) {
	return new Date(instant).toISOString().replace('T', ' ').replace('Z', ' UTC');
}

/** Returns the label of a price on an axis; empty below 0, where no price is. */
export function axisPrice(price) {
	return price < 0 ? '' : price.toLocaleString('en', { maximumFractionDigits: 8 });
}

export function bytes(count) {
	if (count < 1024 * 1024) {
		return `${Math.round(count / 1024).toLocaleString('en')} KiB`;
	}
	return `${(count / 1024 / 1024).toFixed(1)} MiB`;
}
