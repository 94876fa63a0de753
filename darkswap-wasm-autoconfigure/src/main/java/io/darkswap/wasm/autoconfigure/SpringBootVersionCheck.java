package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Stops the start of an application on Spring Boot 3, where a part of the
 * auto-configuration would silently be missing. Uses only the API that both versions
 * share.
 */
final class SpringBootVersionCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final int FIRST_SUPPORTED = 4;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		check(SpringBootVersion.getVersion());
	}

	static void check(String version) {
		int dot = version.indexOf('.');
		if (dot > 0 && Integer.parseInt(version.substring(0, dot)) < FIRST_SUPPORTED) {
			throw new UnsupportedSpringBootException(version);
		}
	}

	/**
	 * Thrown if the application's version of Spring Boot is too old.
	 */
	static final class UnsupportedSpringBootException extends DarkSwapException {

		UnsupportedSpringBootException(String version) {
			super(ErrorCode.INITIALIZATION_FAILED,
					"DarkSwap needs Spring Boot 4.0 or later, but this application runs on Spring Boot %s"
						.formatted(version));
		}

	}

}
