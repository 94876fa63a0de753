package io.darkswap.wasm.loader.fetch;

import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * The options of fetching modules.
 *
 * @param sslContext the certificates to trust for https, {@code null} for the JVM's
 * @param otherLocations opens locations of other schemes, {@code null} for none
 * @param followRedirects whether redirects are followed
 * @param maximumBytes the largest module
 * @param timeout the time from opening a location to its last byte
 */
public record FetchOptions(@Nullable SSLContext sslContext, @Nullable LocationOpener otherLocations,
		boolean followRedirects, long maximumBytes, Duration timeout) {

}
