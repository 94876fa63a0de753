package io.darkswap.wasm.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that applications which start and stop in one JVM, as under DevTools and in
 * tests, leave no thread, no mapping and no class behind.
 */
class LeakTests {

	private static final Path MAPPINGS = Path.of("/proc/self/maps");

	@Test
	void closedContextLeavesNoThread() {
		run(Application.class);
		awaitUntilNothingIsLeft(LeakTests::threads);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void closedContextLeavesNoMapping() {
		run(Application.class);
		awaitUntilNothingIsLeft(LeakTests::mappings);
	}

	@Test
	void twoClientsInOneContextLeaveNoThread() {
		run(TwoClients.class);
		awaitUntilNothingIsLeft(LeakTests::threads);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void twoClientsInOneContextLeaveNoMapping() {
		run(TwoClients.class);
		awaitUntilNothingIsLeft(LeakTests::mappings);
	}

	@Test
	void closedContextLeavesNoClassOfItsClassLoader() throws Exception {
		WeakReference<ClassLoader> classLoader = runInAnotherClassLoader(TradingApplication.class);
		dropLastRecord();
		awaitUntilNothingIsLeft(() -> (classLoader.get() != null) ? List.of("the class loader") : List.of());
	}

	private static void run(Class<?> application) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run()) {
			context.getBeansOfType(DarkSwapClient.class).values().forEach(DarkSwapClient::initialize);
			// Otherwise no class could leak.
			assertThat(threads()).isNotEmpty();
		}
	}

	private static WeakReference<ClassLoader> runInAnotherClassLoader(Class<? extends Runnable> type) throws Exception {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			urls.add(Path.of(entry).toUri().toURL());
		}
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(loader);
			Class<?> copy = loader.loadClass(type.getName());
			assertThat(copy).isNotSameAs(type);
			((Runnable) copy.getDeclaredConstructor().newInstance()).run();
			return new WeakReference<>(loader);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	/**
	 * The JDK remembers the type of the last field that it compared two records by, and
	 * with it the class loader: strongly on JDK 17, softly on JDK 25, where only a type
	 * of another class loader, neither the JDK's nor the application's, takes its place.
	 */
	private static void dropLastRecord() throws Exception {
		runInAnotherClassLoader(LastRecord.class);
	}

	/**
	 * Waits: a thread that ends by itself, or an object that the collector has not found
	 * yet, is no leak.
	 */
	private static void awaitUntilNothingIsLeft(Callable<List<String>> left) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
			System.gc();
			assertThat(left.call()).isEmpty();
		});
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("darkswap"))
			.toList();
	}

	private static List<String> mappings() throws IOException {
		try (var lines = Files.lines(MAPPINGS)) {
			return lines.filter((line) -> line.contains("linear-memory")).toList();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TwoClients {

		@Bean
		SharedMemoryDarkSwapClient one() {
			return new SharedMemoryDarkSwapClient();
		}

		@Bean
		DarkSwapClient other() {
			return new DarkSwapClient();
		}

	}

	/** Public, because another class loader creates it by reflection. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class TradingApplication implements Runnable {

		@Override
		public void run() {
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
					TradingApplication.class)) {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				client.preload().join();
				client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE,
						BigDecimal.TEN, "maker", Duration.ofHours(1));
			}
		}

	}

	/** Public for the same reason. Its field has a type of its class loader. */
	public static class LastRecord implements Runnable {

		@Override
		public void run() {
			record Last(LastRecord owner) {

			}
			assertThat(new Last(this)).isEqualTo(new Last(this)).hasSameHashCodeAs(new Last(this));
			assertThat(new Last(this).toString()).isNotEmpty();
		}

	}

}
