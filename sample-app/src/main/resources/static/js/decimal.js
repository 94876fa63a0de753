/**
 * Exact decimals for amounts and prices: BigInts of 1e-8. They are converted to
 * JavaScript numbers only to position elements on the screen.
 */
const SCALE = 8;
const UNIT = 10n ** BigInt(SCALE);
/** The engine's amounts and prices have 64 bits. */
export const LARGEST = 2n ** 64n - 1n;
/**
 * What people type: .5 and 1. are decimals, too; requests have them as 0.5 and 1. Commas only where this page writes
 * them, between groups of three digits: a decimal comma is not a number.
 */
const TYPED = /^-?((\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d*)?|\.\d+)$/;

/** Parses a decimal of at most 8 digits after the point; returns null if it is not one. */
export function parse(text) {
	const trimmed = text.trim();
	if (!TYPED.test(trimmed)) {
		return null;
	}
	const negative = trimmed.startsWith('-');
	const [whole, fraction = ''] = trimmed.replace(/[-,]/g, '').split('.');
	if (fraction.replace(/0+$/, '').length > SCALE) {
		return null;
	}
	const units = BigInt(whole) * UNIT + BigInt(fraction.slice(0, SCALE).padEnd(SCALE, '0'));
	return negative ? -units : units;
}

/** Writes units as the API does: plain, without trailing zeros. */
export function format(units) {
	const negative = units < 0n;
	const positive = negative ? -units : units;
	const fraction = (positive % UNIT).toString().padStart(SCALE, '0').replace(/0+$/, '');
	const whole = (positive / UNIT).toString();
	return (negative ? '-' : '') + whole + (fraction ? `.${fraction}` : '');
}

/** Multiplies exactly: the product has up to 16 digits after the point. */
export function product(one, other) {
	const units = one * other;
	const square = UNIT * UNIT;
	const fraction = (units % square).toString().padStart(2 * SCALE, '0').replace(/0+$/, '');
	return (units / square).toString() + (fraction ? `.${fraction}` : '');
}

export function roundDown(units, step) {
	return units - units % step;
}

export function roundUp(units, step) {
	return units % step === 0n ? units : roundDown(units, step) + step;
}

/** For the screen only. */
export function toNumber(text) {
	return Number(text);
}
