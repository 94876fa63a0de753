package io.darkswap.wasm.autoconfigure;

/**
 * Returns the module's location from {@code darkswap.wasm.url}.
 */
final class PropertiesDarkSwapConnectionDetails implements DarkSwapConnectionDetails {

	private final DarkSwapWasmProperties properties;

	PropertiesDarkSwapConnectionDetails(DarkSwapWasmProperties properties) {
		this.properties = properties;
	}

	@Override
	public String getUrl() {
		return this.properties.url();
	}

}
