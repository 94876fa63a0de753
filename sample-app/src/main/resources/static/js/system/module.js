/** The WebAssembly module. */
import { byId, syncTerms } from '../dom.js';

export function showModule(clients) {
	syncTerms(byId('module'), clients.moduleCache.flatMap((module) => [['URL', module.url], ['SHA-256', module.sha256],
		['Execution', words(module.executionMode)]]));
}

function words(name) {
	const text = name.replace(/_/g, ' ').toLowerCase();
	return text.charAt(0).toUpperCase() + text.slice(1);
}
