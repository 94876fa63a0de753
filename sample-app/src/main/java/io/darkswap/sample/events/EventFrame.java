package io.darkswap.sample.events;

import org.jspecify.annotations.Nullable;

/**
 * An event in the HTML standard's event stream format. It is formatted once for all
 * readers.
 *
 * @param text the lines, with the empty line that ends the event
 */
record EventFrame(String text) {

	/** JSON text has no line breaks, so one data line holds it. */
	static EventFrame event(@Nullable String id, String name, String json) {
		String idLine = (id != null) ? "id:" + id + "\n" : "";
		return new EventFrame(idLine + "event:" + name + "\ndata:" + json + "\n\n");
	}

}
