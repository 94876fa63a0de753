/** The command log, where one is on. */
import { byId, setText, syncTerms } from '../dom.js';
import { dateTime, utc } from '../format.js';

export function showLog(clients) {
	const log = Object.values(clients.clients).map((client) => client.log).find(Boolean);
	syncTerms(byId('log'), log ? terms(log) : []);
	setText(byId('log-damage'), log ? [log.failure, ...log.damage].filter(Boolean).join(' ') : '');
	byId('log-empty').hidden = Boolean(log);
}

function terms(log) {
	const snapshot = log.snapshotAt ? [`record ${number(log.snapshot)}, ${dateTime(log.snapshotAt)}`, utc(log.snapshotAt)] : ['none yet'];
	return [['Kind', log.type], ['Newest record', number(log.position)], ['Durable up to', number(log.durable)],
		['Applied up to', number(log.applied)], ['Newest snapshot', ...snapshot],
		['Records since then', number(log.position - log.snapshot)]];
}

function number(count) {
	return count.toLocaleString('en');
}
