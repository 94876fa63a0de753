package io.darkswap.wasm.autoconfigure;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.darkswap.wasm.DarkSwapClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests of applications without the optional dependencies. {@link FilteredClassLoader}
 * hides classes only from some ways of looking, so these run on a class path without the
 * jars.
 */
class OptionalDependenciesTests {

	private static final String CLIENT = "sharedMemoryDarkSwapClient";

	private static final String EVENTS = "darkSwapEventPublisher";

	private static final String HEALTH = "darkSwapWasmHealthContributor";

	private static final String ESPLORA = "esploraBalanceSource";

	private static final String ESPLORA_URL = "darkswap.chain.esplora.url=http://127.0.0.1:1";

	private static final String INFO = "darkSwapWasmInfoContributor";

	private static final String SANITIZING = "darkSwapWalletSanitizingFunction";

	@Test
	void withAllJarsEveryBeanIsDefined() throws Exception {
		assertThat(beanNamesWithout("no-such-jar")).contains(CLIENT, HEALTH, INFO, SANITIZING);
	}

	@Test
	void withoutActuatorThereIsHealth() throws Exception {
		assertThat(beanNamesWithout("spring-boot-actuator")).contains(CLIENT, HEALTH).doesNotContain(INFO, SANITIZING);
	}

	@Test
	void withoutActuatorAndHealthThereIsTheClient() throws Exception {
		assertThat(beanNamesWithout("spring-boot-actuator", "spring-boot-health")).contains(CLIENT)
			.doesNotContain(HEALTH, INFO, SANITIZING);
	}

	@Test
	void withAllJarsThereAreSourcesOfBalances() throws Exception {
		assertThat(beanNames(ESPLORA_URL, "no-such-jar")).contains(CLIENT, ESPLORA);
	}

	@Test
	void withoutMicrometerThereAreTheClientAndItsEvents() throws Exception {
		assertThat(beanNamesWithout("micrometer-", "spring-boot-actuator", "spring-kafka")).contains(CLIENT, EVENTS)
			.doesNotContain("darkSwapMeters", "darkSwapEventMeters", "darkSwapObservationCallInterceptor");
	}

	@ParameterizedTest
	@ValueSource(strings = { "darkswap-wasm-chain", "spring-web", "jackson-" })
	void withoutTheLibrariesOfBalancesThereIsTheClient(String jar) throws Exception {
		assertThat(beanNamesWithout(jar)).contains(CLIENT).doesNotContain(ESPLORA);
	}

	@ParameterizedTest
	@CsvSource({ "darkswap-wasm-chain, darkswap-wasm-chain", "spring-web, spring-boot-starter-restclient",
			"jackson-, spring-boot-starter-jackson" })
	void aUrlOfAServerWithoutTheLibrariesOfBalancesIsRefused(String jar, String dependency) {
		assertThatException().isThrownBy(() -> beanNames(ESPLORA_URL, jar))
			.havingRootCause()
			.withMessage("darkswap.chain.esplora.url needs " + dependency
					+ ", which is not on the class path: add the dependency, or remove the property");
	}

	@ParameterizedTest
	@ValueSource(strings = { "darkswap-wasm-kafka", "spring-kafka", "spring-boot-kafka" })
	void withoutTheLibrariesOfKafkaThereIsTheClient(String jar) throws Exception {
		assertThat(beanNamesWithout(jar)).contains(CLIENT).doesNotContain("darkSwapKafkaLogStorage");
	}

	@ParameterizedTest
	@CsvSource({ "darkswap-wasm-kafka, darkswap-wasm-kafka", "spring-kafka, spring-boot-starter-kafka" })
	void aLogOnKafkaWithoutItsLibrariesIsRefused(String jar, String dependency) {
		assertThatException().isThrownBy(() -> beanNames("darkswap.log.type=kafka", jar))
			.havingRootCause()
			.withMessage("darkswap.log.type is kafka, which needs " + dependency
					+ " on the class path: add the dependency, or remove the property");
	}

	private static List<String> beanNamesWithout(String... jars) throws Exception {
		return beanNames("", jars);
	}

	@SuppressWarnings("unchecked")
	private static List<String> beanNames(String property, String... jars) throws Exception {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			// In a build of all modules, an entry is a module's directory of classes.
			String name = entry.replaceFirst("/target/classes$", "").replaceFirst(".*/", "");
			if (List.of(jars).stream().noneMatch(name::startsWith)) {
				urls.add(Path.of(entry).toUri().toURL());
			}
		}
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			assertThat(loader.loadClass(DarkSwapClient.class.getName())).isNotSameAs(DarkSwapClient.class);
			return ((Function<String, List<String>>) loader.loadClass(Application.class.getName())
				.getDeclaredConstructor()
				.newInstance()).apply(property);
		}
	}

	/** Public, because another class loader creates it by reflection. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Application implements Function<String, List<String>> {

		@Override
		public List<String> apply(String property) {
			Thread thread = Thread.currentThread();
			ClassLoader before = thread.getContextClassLoader();
			thread.setContextClassLoader(Application.class.getClassLoader());
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				TestPropertyValues.of(property).applyTo(context);
				context.register(Application.class);
				context.refresh();
				return List.of(context.getBeanDefinitionNames());
			}
			finally {
				thread.setContextClassLoader(before);
			}
		}

	}

}
