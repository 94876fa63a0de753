package io.darkswap.wasm.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
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

	private final ApplicationContextRunner onDemand = this.contextRunner.withBean("applicationTaskExecutor",
			AsyncTaskExecutor.class, () -> this.tasks);

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
	void whenThereIsNoTaskExecutorThenDaemonInitializesClient() {
		ThreadRecordingWallet wallet = new ThreadRecordingWallet();
		this.contextRunner.withBean(Wallet.class, () -> wallet).run((context) -> {
			ready(context);
			Thread thread = wallet.firstAsked.get(30, TimeUnit.SECONDS);
			assertThat(thread.getName()).startsWith("darkswap-preload-");
			assertThat(thread.isDaemon()).isTrue();
		});
	}

	@Test
	void whenThereIsOneExecutorOfAnotherNameThenThatInitializesClient() {
		this.contextRunner.withBean("own", AsyncTaskExecutor.class, () -> this.tasks).run((context) -> {
			ready(context);
			this.tasks.run();
			assertThat(context.getBean(DarkSwapClient.class).getState()).isEqualTo(ClientState.STARTED);
		});
	}

	@Test
	void whenThereAreTwoExecutorsOfOtherNamesThenNeitherInitializesClient() {
		this.contextRunner.withBean("one", AsyncTaskExecutor.class, () -> this.tasks)
			.withBean("other", AsyncTaskExecutor.class, () -> this.tasks)
			.run((context) -> {
				ready(context);
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
	void whenPreloadingFailsThenApplicationRunsOnAndCauseIsKnown(CapturedOutput output) {
		this.onDemand.withPropertyValues("darkswap.wasm.url=classpath:/no/such.wasm").run((context) -> {
			DarkSwapClientPreloader preloader = context.getBean(DarkSwapClientPreloader.class);
			assertThat(preloader.failure()).isEmpty();
			ready(context);
			this.tasks.run();
			assertThat(preloader.failure()).containsInstanceOf(DarkSwapException.class)
				.hasValueSatisfying(
						(ex) -> assertThat(((DarkSwapException) ex).code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND));
			assertThat(output).contains("DarkSwap could not be preloaded").contains("classpath:/no/such.wasm");
		});
	}

	@Test
	void whenContextIsClosedBeforePreloadingThenNothingFails(CapturedOutput output) {
		this.onDemand.run((context) -> {
			ready(context);
			context.close();
			this.tasks.run();
			assertThat(context.getBeanFactory().getSingletonNames()).isEmpty();
		});
		assertThat(output).doesNotContain("DarkSwap could not be preloaded");
	}

	@Test
	void backsOffWhenPreloadingIsOff() {
		this.contextRunner.withPropertyValues("darkswap.wasm.preload=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DarkSwapClientPreloader.class));
	}

	@Test
	void backsOffWhenPreloaderOfThatNameIsDefined() {
		this.contextRunner.withBean("darkSwapClientPreloader", Object.class, Object::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DarkSwapClientPreloader.class));
	}

	@Test
	void backsOffWhenThereAreTwoClients() {
		this.contextRunner.withBean("one", DarkSwapClient.class, DarkSwapClient::new)
			.withBean("other", DarkSwapClient.class, DarkSwapClient::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DarkSwapClientPreloader.class));
	}

	private static void ready(AssertableApplicationContext context) {
		ConfigurableApplicationContext source = context.getSourceApplicationContext();
		source.publishEvent(
				new ApplicationReadyEvent(new SpringApplication(), new String[0], source, Duration.ofMillis(1)));
	}

	/** Runs nothing until told to. */
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

	/** Remembers which thread first asked for the address, as initialisation does. */
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
