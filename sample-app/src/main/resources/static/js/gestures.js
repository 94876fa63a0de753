/**
 * Gestures that move the range of a plot: a pointer drags it, two fingers scale it, the wheel scales it at the pointer.
 * Positions are pixels from the left; the range is in the values of the plot's x axis.
 */
const WHEEL_FACTOR = 0.85;
/** Fingers closer than this have no usable distance. */
const CLOSEST = 16;

/** Calls `show` with the new ends of the range, which `shown` returns. */
export function listen(area, shown, show) {
	area.addEventListener('wheel', (event) => {
		event.preventDefault();
		show(...wheeled(shown(), event, area.clientWidth));
	}, { passive: false });
	const pointers = new Map();
	const move = (event) => {
		if (pointers.has(event.pointerId) && area.isConnected) {
			const before = [...pointers.values()];
			pointers.set(event.pointerId, event.clientX);
			show(...moved(shown(), before, [...pointers.values()], area));
		}
	};
	const up = (event) => {
		pointers.delete(event.pointerId);
		if (pointers.size === 0) {
			removeEventListener('pointermove', move);
			removeEventListener('pointerup', up);
			removeEventListener('pointercancel', up);
		}
	};
	area.addEventListener('pointerdown', (event) => {
		if (event.button !== 0) {
			return;
		}
		pointers.set(event.pointerId, event.clientX);
		addEventListener('pointermove', move);
		addEventListener('pointerup', up);
		addEventListener('pointercancel', up);
	});
}

function wheeled({ from, to }, event, width) {
	if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
		const shift = event.deltaX * (to - from) / 1000;
		return [from + shift, to + shift];
	}
	const at = from + event.offsetX / width * (to - from);
	const factor = event.deltaY < 0 ? WHEEL_FACTOR : 1 / WHEEL_FACTOR;
	return [at - (at - from) * factor, at + (to - at) * factor];
}

/** The values under the first two pointers stay under them. */
function moved({ from, to }, before, after, area) {
	const width = area.clientWidth;
	const { left } = area.getBoundingClientRect();
	const perPixel = (to - from) / width;
	const scaled = after.length > 1 && distance(before) >= CLOSEST && distance(after) >= CLOSEST
		? perPixel * distance(before) / distance(after) : perPixel;
	const begin = from + (middle(before) - left) * perPixel - (middle(after) - left) * scaled;
	return [begin, begin + width * scaled];
}

function distance([one, other]) {
	return Math.abs(one - other);
}

function middle([one, other = one]) {
	return (one + other) / 2;
}
