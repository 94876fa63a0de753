/** Creates an element. Text is set as text, never as markup. */
export function element(tag, properties = {}, ...children) {
	const created = document.createElement(tag);
	for (const [name, value] of Object.entries(properties)) {
		if (name === 'text') {
			created.textContent = value;
		}
		else if (name.startsWith('on')) {
			created.addEventListener(name.slice(2), value);
		}
		else if (value !== null && value !== false) {
			created.setAttribute(name, value === true ? '' : value);
		}
	}
	created.append(...children);
	return created;
}

export function byId(id) {
	return document.getElementById(id);
}

/** Writes text only where it changed, so that the browser lays out as little as possible. */
export function setText(target, text) {
	if (target.textContent !== text) {
		target.textContent = text;
	}
}

/** Updates a table body to one row for each item, in order; rows are reused. */
export function syncRows(body, items, create, update, key = null) {
	if (key) {
		alignRows(body, items.map(key), create);
	}
	while (body.rows.length > items.length) {
		body.deleteRow(-1);
	}
	while (body.rows.length < items.length) {
		body.append(create());
	}
	items.forEach((item, index) => update(body.rows[index], item));
}

/** Rows with a button stay with their item, so that Enter or a click never meets another item's button. */
function alignRows(body, keys, create) {
	const wanted = new Set(keys);
	const known = new Map([...body.rows].map((row) => [row.dataset.id, row]));
	known.forEach((row, key) => wanted.has(key) || row.remove());
	keys.forEach((key, index) => {
		const before = body.rows[index] ?? null;
		const row = known.get(key) ?? create();
		if (row !== before) {
			body.insertBefore(row, before);
		}
	});
}

/**
 * Changes a panel. If a button that had the focus is gone, its panel's scrolling region has the focus: the button of
 * another row must not, because a second Enter would be about another order.
 */
export function keepFocus(change) {
	const focused = document.activeElement;
	const region = focused.closest('.panel')?.querySelector('.scroll[tabindex]');
	change();
	if (region && (!focused.isConnected || focused.disabled || !focused.checkVisibility())) {
		region.focus({ preventScroll: true });
	}
}

/** Updates a description list. Unchanged entries stay as they are, so that their text can be selected. */
export function syncTerms(list, entries) {
	while (list.children.length > entries.length) {
		list.lastElementChild.remove();
	}
	while (list.children.length < entries.length) {
		list.append(element('div', {}, element('dt'), element('dd')));
	}
	entries.forEach(([name, value, title = ''], index) => {
		const [term, text] = list.children[index].children;
		setText(term, name);
		setText(text, value);
		text.title = title;
	});
}
