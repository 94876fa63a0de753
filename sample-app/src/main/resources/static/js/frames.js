/** Draws at most once a frame, however many events ask for it. */
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
