/** Calls and events, as tables. */
import { byId, element, setText, syncRows } from '../dom.js';
import { NOTHING } from '../format.js';

function row(cells) {
	return () => element('tr', {}, ...Array.from({ length: cells }, () => element('td')));
}

/** A latency is absent while there is no call. */
function number(count) {
	return count?.toLocaleString('en') ?? NOTHING;
}

export function showCalls(calls) {
	syncRows(byId('calls'), calls, row(7), (target, call) => {
		[call.operation, ...[call.count, call.failures, call.p50Micros, call.p95Micros, call.p99Micros, call.maxMicros].map(number)]
			.forEach((text, cell) => setText(target.cells[cell], text));
	});
	byId('calls-empty').hidden = calls.length > 0;
}

export function showEvents(events, rates) {
	syncRows(byId('events'), Object.entries(events), row(3), (target, [kind, count]) => {
		[kind, number(count), rates.event(kind)].forEach((text, cell) => setText(target.cells[cell], text));
	});
}
