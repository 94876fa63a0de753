/** Keys: / searches markets, b and s begin an order, Esc closes the preview. */
export function listen({ search, buy, sell, escape }) {
	const actions = { '/': search, b: buy, s: sell, escape };
	addEventListener('keydown', (event) => {
		const typing = event.target.closest('input, select, textarea, dialog');
		// Caps Lock writes capitals; a field that the browser fills in sends events without a key.
		const action = actions[event.key?.toLowerCase()];
		if (!action || event.ctrlKey || event.metaKey || event.altKey || (typing && action !== escape)) {
			return;
		}
		if (action !== escape) {
			event.preventDefault();
		}
		action();
	});
}
