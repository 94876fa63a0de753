package io.darkswap.wasm.autoconfigure;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the DarkSwap module is. A bean of this type takes the place of
 * {@code darkswap.wasm.url}, as when a container that a test started serves the module;
 * the digest of {@code darkswap.wasm.sha256} holds for it too.
 */
@FunctionalInterface
public interface DarkSwapConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the location of the DarkSwap module.
	 * @return any Spring resource location, or an http or https URL
	 */
	String getUrl();

}
