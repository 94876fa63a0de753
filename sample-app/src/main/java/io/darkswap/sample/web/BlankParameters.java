package io.darkswap.sample.web;

import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a parameter without a value, such as {@code ?limit=}, which would otherwise
 * count as missing: the request would be answered with a default instead of an error.
 */
class BlankParameters implements HandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		request.getParameterMap().forEach((name, values) -> {
			if (Stream.of(values).anyMatch(String::isBlank)) {
				throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
						"The parameter '%s' has no value: give it one, or leave it out".formatted(name));
			}
		});
		return true;
	}

}
