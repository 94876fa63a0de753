package io.darkswap.sample.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Distinguishes the API's paths from pages and their files.
 */
final class RequestPaths {

	private RequestPaths() {
	}

	static boolean isForPrograms(HttpServletRequest request) {
		String path = request.getRequestURI();
		return path.startsWith("/api/") || path.startsWith("/actuator") || path.startsWith("/v3/");
	}

}
