/** Health of the application and of its parts. */
import { byId, element, setText, syncRows } from '../dom.js';

export function showHealth(health) {
	const status = health?.status ?? 'UNKNOWN';
	byId('health').dataset.status = status;
	setText(byId('health'), `Health: ${status.toLowerCase()}`);
	syncRows(byId('components'), Object.entries(health?.components ?? {}), () => element('tr', {}, element('td'), element('td')),
		(row, [name, component]) => {
			setText(row.cells[0], name);
			setText(row.cells[1], component.status);
			row.cells[1].className = component.status === 'UP' ? 'buy' : component.status === 'DOWN' ? 'sell' : '';
		});
}
