package io.darkswap.sample.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies above the limit before anything parses them. A body whose length is not
 * declared is read up to the limit first.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class BodySizeFilter extends OncePerRequestFilter {

	private final WebProperties properties;

	private final Problems problems;

	BodySizeFilter(WebProperties properties, Problems problems) {
		this.properties = properties;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		int limit = Math.toIntExact(this.properties.maximumBody().toBytes());
		if (request.getContentLengthLong() > limit) {
			refuse(response);
		}
		else if (request.getHeader("Transfer-Encoding") == null) {
			chain.doFilter(request, response);
		}
		else {
			byte[] body = request.getInputStream().readNBytes(limit + 1);
			if (body.length > limit) {
				refuse(response);
			}
			else {
				chain.doFilter(new BufferedRequest(request, body), response);
			}
		}
	}

	private void refuse(HttpServletResponse response) throws IOException {
		this.problems.write(response, HttpStatus.CONTENT_TOO_LARGE,
				"The body may have at most %d bytes".formatted(this.properties.maximumBody().toBytes()));
	}

	/** A request whose body has been read. */
	private static final class BufferedRequest extends HttpServletRequestWrapper {

		private final byte[] body;

		BufferedRequest(HttpServletRequest request, byte[] body) {
			super(request);
			this.body = body;
		}

		@Override
		public ServletInputStream getInputStream() {
			return new BufferedBody(new ByteArrayInputStream(this.body));
		}

	}

	private static final class BufferedBody extends ServletInputStream {

		private final ByteArrayInputStream body;

		BufferedBody(ByteArrayInputStream body) {
			this.body = body;
		}

		@Override
		public int read() {
			return this.body.read();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			return this.body.read(bytes, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.body.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException("The body has been read");
		}

	}

}
