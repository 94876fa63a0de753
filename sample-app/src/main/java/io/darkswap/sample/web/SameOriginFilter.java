package io.darkswap.sample.web;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that a page of another site makes. Browsers send the origin of a
 * request, and pages cannot change it; a request without one comes from another program.
 * Links from other sites to a page are followed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class SameOriginFilter extends OncePerRequestFilter {

	private static final Set<String> SAME = Set.of("same-origin", "none");

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private final Problems problems;

	SameOriginFilter(Problems problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (isPage(request) || (isOfSameSite(request.getHeader("Sec-Fetch-Site")) && isOfSameOrigin(request))) {
			chain.doFilter(request, response);
		}
		else {
			this.problems.write(response, HttpStatus.FORBIDDEN, "Requests of other sites' pages are refused");
		}
	}

	private static boolean isPage(HttpServletRequest request) {
		return READING.contains(request.getMethod()) && !RequestPaths.isForPrograms(request);
	}

	private static boolean isOfSameSite(@Nullable String site) {
		return site == null || SAME.contains(site);
	}

	private static boolean isOfSameOrigin(HttpServletRequest request) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		String own = request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST);
		return origin == null || origin.equalsIgnoreCase(own);
	}

}
