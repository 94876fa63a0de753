package io.darkswap.wasm.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The value of a property that nothing shows: neither {@link #toString}, which logs and
 * messages use, nor the actuator, which finds nothing to read on it.
 * <p>
 * It is the environment's own string, and lives as long as that. Copying it to erase the
 * copy would gain nothing; a secret that is in no property does.
 */
final class Secret {

	private final String text;

	Secret(String text) {
		this.text = text;
	}

	static @Nullable Secret ofNullable(@Nullable String text) {
		return (text != null) ? new Secret(text) : null;
	}

	/** A new array, for the caller to erase. */
	char[] toCharArray() {
		return this.text.toCharArray();
	}

	@Override
	public String toString() {
		return "******";
	}

}
