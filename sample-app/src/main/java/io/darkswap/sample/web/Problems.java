package io.darkswap.sample.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.darkswap.wasm.ErrorCode;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Writes the problem details of requests that are refused before a controller sees them.
 */
@Component
class Problems {

	private final JsonMapper json;

	Problems(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Writes the problem of a request that no filter received, so that it has no headers
	 * yet: the server refused it, or a failure of the application was not handled.
	 */
	void writeWithHeaders(HttpServletResponse response, HttpStatus status) throws IOException {
		SecurityHeaders.set(response);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		write(response, status, status.is4xxClientError()
				? "The server refuses this request: correct its method, path and headers" : "The request failed");
	}

	void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		if (status.is4xxClientError()) {
			problem.setProperty("code", ErrorCode.INVALID_ARGUMENT);
		}
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		this.json.writeValue(response.getOutputStream(), problem);
	}

}
