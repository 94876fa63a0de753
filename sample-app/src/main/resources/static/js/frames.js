/** Draws at most once a frame for any number of events. */
export function onceAFrame(draw) {
	let scheduled = false;
	return () => {
		if (!scheduled) {
			scheduled = true;
			requestAnimationFrame(() => {
				scheduled = false;
				draw();
			});
		}
	};
}
