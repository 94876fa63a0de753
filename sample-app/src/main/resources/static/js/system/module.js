/** The WebAssembly module, and the command log where one is on. */
import { byId, element } from '../dom.js';

function list(target, entries) {
	byId(target).replaceChildren(...entries.map(([name, value]) =>
		element('div', {}, element('dt', { text: name }), element('dd', { text: String(value) }))));
}

export function showModule(clients) {
	const modules = clients.moduleCache ?? [];
	list('module', modules.flatMap((module) => [['URL', module.url], ['SHA-256', module.sha256], ['Execution', words(module.executionMode)]]));
}

export function showLog(health) {
	const log = find(health?.components?.darkSwapWasm);
	list('log', log ? Object.entries(log).map(([name, value]) => [words(name), typeof value === 'object' ? JSON.stringify(value) : value]) : []);
	byId('log-empty').hidden = Boolean(log);
}

/** One client's details, or those of the first of several. */
function find(component) {
	return component?.details?.log ?? Object.values(component?.components ?? {}).map((client) => client.details?.log).find(Boolean);
}

function words(name) {
	const text = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ').toLowerCase();
	return text.charAt(0).toUpperCase() + text.slice(1);
}
