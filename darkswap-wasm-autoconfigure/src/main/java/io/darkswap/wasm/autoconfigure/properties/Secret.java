package io.darkswap.wasm.autoconfigure.properties;

import org.jspecify.annotations.Nullable;

/**
 * The value of a property that nothing shows: neither {@link #toString}, which logs and
 * messages use, nor the actuator, which finds nothing to read on it.
 * <p>
 * It is the environment's own string, and lives as long as that. Copying it to erase the
 * copy would gain nothing; a secret that is in no property does.
 */
public final class Secret {

	private final String text;

	/**
	 * Creates a secret.
	 * @param text the value
	 */
	public Secret(String text) {
		this.text = text;
	}

	/**
	 * Creates a secret from a value that may not be set.
	 * @param text the value, or {@code null}
	 * @return the secret, or {@code null} without a value
	 */
	public static @Nullable Secret ofNullable(@Nullable String text) {
		return (text != null) ? new Secret(text) : null;
	}

	/**
	 * Returns the value in a new array, for the caller to erase.
	 * @return the characters of the value
	 */
	public char[] toCharArray() {
		return this.text.toCharArray();
	}

	/**
	 * Returns whether the value is blank.
	 * @return whether it has no character but white space
	 */
	public boolean isBlank() {
		return this.text.isBlank();
	}

	@Override
	public String toString() {
		return "******";
	}

}
