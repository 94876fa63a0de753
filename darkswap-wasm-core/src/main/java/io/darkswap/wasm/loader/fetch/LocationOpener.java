package io.darkswap.wasm.loader.fetch;

import java.io.IOException;
import java.io.InputStream;

/**
 * Opens locations whose scheme the loader does not know.
 */
@FunctionalInterface
public interface LocationOpener {

	/**
	 * Open a location.
	 * @param location the location as it was given to the loader
	 * @return its bytes
	 * @throws IOException if it cannot be opened
	 */
	InputStream open(String location) throws IOException;

}
