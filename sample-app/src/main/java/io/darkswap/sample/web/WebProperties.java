package io.darkswap.sample.web;

import java.util.Set;

import jakarta.validation.constraints.NotEmpty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The accepted host names, and the limit of requests.
 *
 * @param hosts names that requests may be addressed to, without the port
 * @param maximumBody the largest body of a request
 */
@Validated
@ConfigurationProperties("desk.web")
record WebProperties(@DefaultValue( {
		"localhost", "127.0.0.1", "[::1]" }) @NotEmpty Set<String> hosts, @DefaultValue("512KB") DataSize maximumBody){

}
