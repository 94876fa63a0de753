package io.darkswap.sample.web;

import java.io.IOException;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers errors that no controller handled. In place of Spring Boot's own controller,
 * which answers with another format.
 */
@Hidden
@RestController
class ProblemErrorController implements ErrorController {

	private final Problems problems;

	ProblemErrorController(Problems problems) {
		this.problems = problems;
	}

	/**
	 * A request for this path itself carries no status. A response that has begun, such
	 * as a stream of events, stays as it is.
	 */
	@RequestMapping("${spring.web.error.path:/error}")
	void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (response.isCommitted()) {
			return;
		}
		boolean isError = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
		HttpStatus status = HttpStatus.resolve(response.getStatus());
		this.problems.writeWithHeaders(response, (isError && status != null) ? status : HttpStatus.NOT_FOUND);
	}

}
