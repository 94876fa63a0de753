package io.darkswap.wasm.autoconfigure.properties;

import org.jspecify.annotations.Nullable;

/**
 * The value of a property that is never shown: {@link #toString}, which logs and messages
 * use, masks it, and it has no property that the actuator could read.
 * <p>
 * The value is the environment's own string and lives as long as the environment, so
 * erasing a copy would not protect it. To protect a secret, keep it out of properties.
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
