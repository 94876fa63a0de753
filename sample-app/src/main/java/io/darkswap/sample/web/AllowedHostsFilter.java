package io.darkswap.sample.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests for another host name. A page of another site whose name resolves to
 * this machine (DNS rebinding) has the same origin for the browser, but names its own
 * host.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class AllowedHostsFilter extends OncePerRequestFilter {

	private final WebProperties properties;

	private final Problems problems;

	AllowedHostsFilter(WebProperties properties, Problems problems) {
		this.properties = properties;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.properties.hosts().stream().anyMatch(request.getServerName()::equalsIgnoreCase)) {
			chain.doFilter(request, response);
		}
		else {
			this.problems.write(response, HttpStatus.MISDIRECTED_REQUEST,
					"This host is not served here: add its name to desk.web.hosts");
		}
	}

}
