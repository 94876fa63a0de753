package io.darkswap.wasm.autoconfigure.web;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapProblemDetailsAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DarkSwapProblemDetailsAutoConfigurationTests {

	private static final String PROPERTY = "darkswap.web.problem-details=true";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapProblemDetailsAutoConfiguration.class))
		.withUserConfiguration(Desk.class);

	@Test
	void isOffByDefault() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(DarkSwapProblemDetailsAdvice.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "yes", "on", "1", "TRUE" })
	void isOnInEveryFormOfTrue(String value) {
		this.runner.withPropertyValues("darkswap.web.problem-details=" + value)
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapProblemDetailsAdvice.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "problem-detail=true", "problemdetails.enabled=true", "problem-details=perhaps",
			"problem-details=" })
	void whenPropertyIsWrongThenStartFailsAndNamesIt(String property) {
		this.runner.withPropertyValues("darkswap.web." + property)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("darkswap.web.problem-details"));
	}

	@Test
	void isOffWithoutAWebApplication() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DarkSwapProblemDetailsAutoConfiguration.class))
			.withPropertyValues(PROPERTY)
			.run((context) -> assertThat(context).doesNotHaveBean(DarkSwapProblemDetailsAdvice.class));
	}

	@Test
	void backsOffForABeanOfTheSameName() {
		this.runner.withPropertyValues(PROPERTY)
			.withBean("darkSwapProblemDetailsAdvice", String.class, () -> "own")
			.run((context) -> assertThat(context).doesNotHaveBean(DarkSwapProblemDetailsAdvice.class));
	}

	@Test
	void aFailureIsAnsweredWithItsStatusCodeAndMessage() {
		this.runner.withPropertyValues(PROPERTY)
			.run((context) -> assertThat(MockMvcTester.from(context).get().uri("/fail/ORDER_NOT_OPEN"))
				.hasStatus(HttpStatus.CONFLICT)
				.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
				.doesNotContainHeader("Retry-After")
				.bodyJson()
				.isLenientlyEqualTo(
						"{\"status\":409,\"detail\":\"ORDER_NOT_OPEN failed\",\"code\":\"ORDER_NOT_OPEN\"}"));
	}

	@Test
	void aBusyClientAsksTheCallerToRetry() {
		this.runner.withPropertyValues(PROPERTY)
			.run((context) -> assertThat(MockMvcTester.from(context).get().uri("/fail/CALL_TIMED_OUT"))
				.hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
				.hasHeader("Retry-After", "1"));
	}

	@Test
	void anExpectedStateLogsNoStackTrace(CapturedOutput output) {
		this.runner.withPropertyValues(PROPERTY)
			.run((context) -> assertThat(MockMvcTester.from(context).get().uri("/fail/ENGINE_MEMORY_EXHAUSTED"))
				.hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
				.hasHeader("Retry-After", "30"));
		assertThat(output).doesNotContain("ENGINE_MEMORY_EXHAUSTED failed");
	}

	@Test
	void anUnexpectedFailureIsLoggedOnce(CapturedOutput output) {
		this.runner.withPropertyValues(PROPERTY)
			.run((context) -> assertThat(MockMvcTester.from(context).get().uri("/fail/ENGINE_TRAPPED"))
				.hasStatus(HttpStatus.INTERNAL_SERVER_ERROR));
		assertThat(output).containsOnlyOnce("ENGINE_TRAPPED failed");
	}

	@ParameterizedTest
	@EnumSource
	void onlyAnUnavailableServiceIsWorthARetry(ErrorCode code) {
		assertThat(DarkSwapProblemDetails.retryAfter(code).isPresent())
			.isEqualTo(DarkSwapProblemDetails.status(code) == HttpStatus.SERVICE_UNAVAILABLE);
	}

	@RestController
	@EnableWebMvc
	static class Desk {

		@GetMapping("/fail/{code}")
		String fail(@PathVariable ErrorCode code) {
			throw new DarkSwapException(code, code + " failed");
		}

	}

}
