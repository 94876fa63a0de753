package io.darkswap.wasm.autoconfigure;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.DarkSwapClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

/**
 * Tests that an application exits when its work is done: no thread of DarkSwap keeps it
 * alive.
 */
class BatchApplicationTests {

	/** Half of the keep-alive time of the application's executor. */
	private static final int LIMIT_IN_SECONDS = 30;

	@Test
	void applicationThatRunsOneTaskExits(@TempDir Path folder) throws Exception {
		File output = folder.resolve("output").toFile();
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Application.class.getName(),
				"--spring.main.web-application-type=none", "--darkswap.wasm.preload=true")
			.redirectErrorStream(true)
			.redirectOutput(output)
			.start();
		try {
			assertThat(process.waitFor(LIMIT_IN_SECONDS, TimeUnit.SECONDS)).as(() -> contentOf(output)).isTrue();
			assertThat(process.exitValue()).as(() -> contentOf(output)).isZero();
			assertThat(output).content().contains("address tb1");
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		CommandLineRunner task(DarkSwapClient client) {
			return (arguments) -> System.out.println("address " + client.getAddress());
		}

		public static void main(String[] arguments) {
			SpringApplication.run(Application.class, arguments);
		}

	}

}
