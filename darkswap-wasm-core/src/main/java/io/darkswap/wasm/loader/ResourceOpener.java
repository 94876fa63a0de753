package io.darkswap.wasm.loader;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Opens locations whose scheme the loader does not support, such as those of an
 * application framework.
 */
@FunctionalInterface
public interface ResourceOpener {

	/**
	 * Opens a location. The loader reads the stream within its limits of size and time,
	 * and closes it.
	 * @param location the location as it was given to the loader
	 * @return its bytes
	 * @throws FileNotFoundException if the location does not exist
	 * @throws IOException if it cannot be opened
	 */
	InputStream open(String location) throws IOException;

}
