package io.darkswap.sample.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells pages and their files from answers for programs.
 */
final class RequestPaths {

	private RequestPaths() {
	}

	static boolean isForPrograms(HttpServletRequest request) {
		String path = request.getRequestURI();
		return path.startsWith("/api/") || path.startsWith("/actuator") || path.startsWith("/v3/");
	}

}
