package io.darkswap.wasm.loader;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Opens locations that the loader has no scheme for itself, such as those of an
 * application framework.
 */
@FunctionalInterface
public interface ResourceOpener {

	/**
	 * Opens a location. The loader reads the stream to its end, under its limits of size
	 * and time, and closes it.
	 * @param location the location as it was given to the loader
	 * @return its bytes
	 * @throws FileNotFoundException if nothing is there
	 * @throws IOException if it cannot be opened
	 */
	InputStream open(String location) throws IOException;

}
