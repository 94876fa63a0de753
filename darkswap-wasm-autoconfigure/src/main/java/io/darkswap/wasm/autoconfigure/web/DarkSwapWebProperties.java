package io.darkswap.wasm.autoconfigure.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of web applications.
 *
 * @param problemDetails Whether controllers answer a failure of the client with problem
 * details (RFC 9457) and the HTTP status of its error code.
 */
@ConfigurationProperties("darkswap.web")
record DarkSwapWebProperties(@DefaultValue("false") boolean problemDetails) {

}
