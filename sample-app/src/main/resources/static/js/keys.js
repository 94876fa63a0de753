/** Keys: / searches markets, b and s begin an order, Esc closes the preview. */
export function listen({ search, buy, sell, escape }) {
	const actions = { '/': search, b: buy, s: sell, Escape: escape };
	addEventListener('keydown', (event) => {
		const typing = event.target.closest('input, select, textarea, dialog');
		const action = actions[event.key];
		if (!action || event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== 'Escape')) {
			return;
		}
		if (event.key !== 'Escape') {
			event.preventDefault();
		}
		action();
	});
}
