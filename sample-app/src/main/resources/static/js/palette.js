/** The colours of the style sheet, for canvases; read again when light and dark change. */
const DARK = matchMedia('(prefers-color-scheme: dark)');

export function colour(name) {
	return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function onSchemeChange(listener) {
	DARK.addEventListener('change', listener);
}
