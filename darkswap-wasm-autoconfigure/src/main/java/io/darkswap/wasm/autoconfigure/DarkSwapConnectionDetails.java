package io.darkswap.wasm.autoconfigure;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Location of the DarkSwap module. A bean of this type replaces
 * {@code darkswap.wasm.url}, for example if a test's container serves the module. The
 * digest of {@code darkswap.wasm.sha256} still applies.
 */
@FunctionalInterface
public interface DarkSwapConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the location of the DarkSwap module.
	 * @return any Spring resource location, or an http or https URL
	 */
	String getUrl();

}
