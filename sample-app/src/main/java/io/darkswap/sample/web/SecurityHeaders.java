package io.darkswap.sample.web;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The headers of every answer. Pages load scripts, styles and data from this server only,
 * and no other site may frame them or read their answers.
 */
final class SecurityHeaders {

	private static final String POLICY = String.join("; ", "default-src 'self'", "object-src 'none'", "base-uri 'none'",
			"form-action 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
			"trusted-types desk-stream");

	private SecurityHeaders() {
	}

	static void set(HttpServletResponse response) {
		response.setHeader("Content-Security-Policy", POLICY);
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("X-Frame-Options", "DENY");
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
		response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
		response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
	}

}
