package io.darkswap.wasm.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpServer;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.task.AsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapClientPreloader}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DarkSwapClientPreloaderTests {

	private final TasksOnDemand tasks = new TasksOnDemand();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapClientAutoConfiguration.class,
				DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class));

	/** Replaces the thread of the auto-configured preloader by an executor. */
	private final ApplicationContextRunner onDemand = this.contextRunner
		.withInitializer((context) -> registerPreloader(context, false));

	@Test
	void whenApplicationIsReadyThenTaskExecutorInitializesClient() {
		this.onDemand.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			ready(context);
			assertThat(client.getState()).isEqualTo(ClientState.NEW);
			this.tasks.run();
			assertThat(client.getState()).isEqualTo(ClientState.STARTED);
		});
	}

	@Test
	void whenApplicationHasTaskExecutorThenDaemonStillInitializesClient() {
		ThreadRecordingWallet wallet = new ThreadRecordingWallet();
		this.contextRunner.withPropertyValues("darkswap.wasm.preload=true")
			.withBean("applicationTaskExecutor", AsyncTaskExecutor.class, () -> this.tasks)
			.withBean(Wallet.class, () -> wallet)
			.run((context) -> {
				ready(context);
				Thread thread = wallet.firstAsked.get(30, TimeUnit.SECONDS);
				assertThat(thread.getName()).startsWith("darkswap-preload-");
				assertThat(thread.isDaemon()).isTrue();
				assertThat(this.tasks.waiting).isEmpty();
			});
	}

	@Test
	void whenCalledBeforePreloadingThenStaysInitialized() {
		this.onDemand.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			String address = client.getAddress();
			ready(context);
			this.tasks.run();
			assertThat(client.getAddress()).isEqualTo(address);
			assertThat(client.getState()).isEqualTo(ClientState.STARTED);
		});
	}

	@Test
	void whenPreloadingFailsThenRefusesTrafficUntilRetrySucceeds(CapturedOutput output) throws IOException {
		byte[] module = new ClassPathResource("darkswap-wasm/darkswap_wasm_bg.wasm").getContentAsByteArray();
		AtomicBoolean down = new AtomicBoolean(true);
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/module.wasm", (exchange) -> {
			exchange.sendResponseHeaders(down.get() ? 503 : 200, down.get() ? -1 : module.length);
			exchange.getResponseBody().write(module);
			exchange.close();
		});
		server.start();
		try {
			this.contextRunner.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class))
				.withPropertyValues("darkswap.wasm.preload=true", "darkswap.wasm.fail-fast=false",
						"darkswap.wasm.url=http://127.0.0.1:%d/module.wasm".formatted(server.getAddress().getPort()))
				.run((context) -> {
					ApplicationAvailability availability = context.getBean(ApplicationAvailability.class);
					DarkSwapClientPreloader preloader = context.getBean(DarkSwapClientPreloader.class);
					ready(context);
					await(() -> assertThat(availability.getReadinessState())
						.isEqualTo(ReadinessState.REFUSING_TRAFFIC));
					assertThat(preloader.failure(context.getBean(DarkSwapClient.class)))
						.hasValueSatisfying((ex) -> assertThat(ex).isInstanceOfSatisfying(DarkSwapException.class,
								(failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_UNREADABLE)));
					down.set(false);
					await(() -> assertThat(availability.getReadinessState())
						.isEqualTo(ReadinessState.ACCEPTING_TRAFFIC));
					assertThat(preloader.failure(context.getBean(DarkSwapClient.class))).isEmpty();
					assertThat(context.getBean(DarkSwapClient.class).getState()).isEqualTo(ClientState.STARTED);
					assertThat(output).containsOnlyOnce("could not be preloaded");
				});
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void whenContextIsClosedThenRetriesEnd() {
		this.contextRunner
			.withPropertyValues("darkswap.wasm.preload=true", "darkswap.wasm.fail-fast=false",
					"darkswap.wasm.url=http://127.0.0.1:1/module.wasm")
			.run((context) -> {
				DarkSwapClientPreloader preloader = context.getBean(DarkSwapClientPreloader.class);
				ready(context);
				await(() -> assertThat(preloader.failure(context.getBean(DarkSwapClient.class))).isPresent());
				context.close();
				await(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
					.noneMatch((name) -> name.startsWith("darkswap-preload")));
			});
	}

	@Test
	void whenContextIsClosedBeforePreloadingThenNoErrorIsLogged(CapturedOutput output) {
		this.onDemand.run((context) -> {
			ready(context);
			context.close();
			this.tasks.run();
			assertThat(context.getBeanFactory().getSingletonNames()).isEmpty();
		});
		assertThat(output).doesNotContain("could not be preloaded");
	}

	@Test
	void whenApplicationExitsOnRefreshThenClientIsWarmedUpButNotInitialized() {
		this.contextRunner.withInitializer((context) -> registerPreloader(context, true)).run((context) -> {
			assertThat(context.getBean(SharedMemoryWasmLoader.class).isCached(DarkSwapClient.BUNDLED_URL)).isTrue();
			assertThat(context.getBean(DarkSwapClient.class).getState()).isEqualTo(ClientState.NEW);
			assertThat(this.tasks.waiting).isEmpty();
		});
	}

	@Test
	void whenWarmUpFailsThenApplicationExitsOnRefreshNevertheless(CapturedOutput output) {
		this.contextRunner.withInitializer((context) -> registerPreloader(context, true))
			.withPropertyValues("darkswap.wasm.fail-fast=false", "darkswap.wasm.url=http://127.0.0.1:1/module.wasm")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).containsOnlyOnce("an archive of this run lacks the engine");
			});
	}

	@Test
	void backsOffWhenPreloadingIsOff() {
		this.contextRunner.withPropertyValues("darkswap.wasm.preload=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DarkSwapClientPreloader.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "yes", "on", "1" })
	void preloadsInEveryFormOfTrue(String value) {
		this.contextRunner.withPropertyValues("darkswap.wasm.preload=" + value)
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapClientPreloader.class));
	}

	@Test
	void backsOffWhenPreloaderOfThatNameIsDefined() {
		this.contextRunner.withBean("darkSwapClientPreloader", Object.class, Object::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DarkSwapClientPreloader.class));
	}

	@Test
	void everyClientIsInitializedWhenThereAreTwo() {
		this.contextRunner.withPropertyValues("darkswap.wasm.preload=true")
			.withUserConfiguration(TwoClientsConfiguration.class)
			.run((context) -> {
				ready(context);
				await(() -> assertThat(context.getBeansOfType(DarkSwapClient.class)).hasSize(2)
					.allSatisfy((name, client) -> assertThat(client.getState()).isEqualTo(ClientState.STARTED)));
			});
	}

	@Test
	void aClientThatCannotBePreloadedDoesNotKeepTheOtherFromIt() {
		this.contextRunner.withPropertyValues("darkswap.wasm.preload=true")
			.withUserConfiguration(TwoClientsConfiguration.class)
			.withBean(DarkSwapClientBuilderCustomizer.class, () -> new FirstBuilderOnly("classpath:/no/such.wasm"))
			.run((context) -> {
				ready(context);
				DarkSwapClientPreloader preloader = context.getBean(DarkSwapClientPreloader.class);
				Collection<DarkSwapClient> clients = context.getBeansOfType(DarkSwapClient.class).values();
				await(() -> {
					assertThat(clients).filteredOn((client) -> preloader.failure(client).isPresent())
						.singleElement()
						.satisfies((client) -> assertThat(client.getState()).isEqualTo(ClientState.NEW));
					assertThat(clients).filteredOn((client) -> client.getState() == ClientState.STARTED).hasSize(1);
				});
			});
	}

	@Test
	void logNamesEachClientByItsBean(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(TwoClientsConfiguration.class)
			.withPropertyValues("darkswap.wasm.preload=true")
			.run((context) -> {
				ready(context);
				await(() -> assertThat(output).containsOnlyOnce("The client one is initialized")
					.containsOnlyOnce("The client other is initialized"));
			});
	}

	private static void ready(AssertableApplicationContext context) {
		AvailabilityChangeEvent.publish(context.getSourceApplicationContext(), ReadinessState.ACCEPTING_TRAFFIC);
	}

	private static void await(ThrowingRunnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
	}

	private void registerPreloader(ConfigurableApplicationContext context, boolean exitsOnRefresh) {
		((GenericApplicationContext) context).registerBean("darkSwapClientPreloader", DarkSwapClientPreloader.class,
				() -> new DarkSwapClientPreloader(Map.of("only", context.getBean(DarkSwapClient.class)), () -> true,
						context.getBean(DarkSwapReadiness.class), this.tasks, exitsOnRefresh));
	}

	/** Two clients that are built as the auto-configuration builds its own. */
	@Configuration(proxyBeanMethods = false)
	static class TwoClientsConfiguration {

		@Bean
		DarkSwapClient one(DarkSwapClientConfigurer configurer) {
			return configurer.configure(DarkSwapClient.builder()).build();
		}

		@Bean
		SharedMemoryDarkSwapClient other(DarkSwapClientConfigurer configurer) {
			return configurer.configure(SharedMemoryDarkSwapClient.builder()).build();
		}

	}

	/** Sets another module on one of the clients. */
	private static final class FirstBuilderOnly implements DarkSwapClientBuilderCustomizer {

		private final AtomicReference<String> url;

		FirstBuilderOnly(String url) {
			this.url = new AtomicReference<>(url);
		}

		@Override
		public void customize(DarkSwapClient.Builder builder) {
			String first = this.url.getAndSet(null);
			if (first != null) {
				builder.url(first);
			}
		}

	}

	/** Runs nothing before {@link #run()}. */
	private static final class TasksOnDemand implements AsyncTaskExecutor {

		private final List<Runnable> waiting = new ArrayList<>();

		@Override
		public void execute(Runnable task) {
			this.waiting.add(task);
		}

		void run() {
			assertThat(this.waiting).hasSize(1);
			this.waiting.remove(0).run();
		}

	}

	/** Remembers the thread that first requested the address, as initialisation does. */
	private static final class ThreadRecordingWallet implements Wallet {

		private final HdWallet wallet = HdWallet.random(BitcoinNetwork.TESTNET);

		private final CompletableFuture<Thread> firstAsked = new CompletableFuture<>();

		@Override
		public String address() {
			this.firstAsked.complete(Thread.currentThread());
			return this.wallet.address();
		}

		@Override
		public byte[] sign(byte[] hash32) {
			return this.wallet.sign(hash32);
		}

		@Override
		public BitcoinNetwork network() {
			return this.wallet.network();
		}

	}

}
