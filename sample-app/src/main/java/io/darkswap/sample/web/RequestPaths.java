package io.darkswap.sample.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Distinguishes the API's paths from pages and their files.
 */
final class RequestPaths {

	private RequestPaths() {
	}

	/** The server decodes and normalizes the path; the URI of the request may hide it. */
	static boolean isForPrograms(HttpServletRequest request) {
		String info = request.getPathInfo();
		String path = request.getServletPath() + ((info != null) ? info : "");
		return path.startsWith("/api/") || path.startsWith("/actuator") || path.startsWith("/v3/");
	}

}
