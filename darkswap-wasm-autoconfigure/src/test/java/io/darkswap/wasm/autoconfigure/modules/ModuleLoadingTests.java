package io.darkswap.wasm.autoconfigure.modules;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.dylibso.chicory.runtime.ImportValues;
import com.sun.net.httpserver.HttpServer;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.ModuleImports;
import io.darkswap.wasm.pool.WasmWorkers;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The loading of the modules of {@link WasmModulesAutoConfiguration}: at the start, in
 * the background, or on demand.
 */
class ModuleLoadingTests extends NamedModulesFixture {

	@Test
	void atTheStartStopsAStartThatFails() {
		missing("at-start").run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
				"There is no module at classpath:/no/such.wasm: correct darkswap.wasm.modules.missing.url"));
	}

	@Test
	void onDemandWaitsForTheFirstUse() {
		missing("on-demand").run((context) -> {
			assertThat(context).hasNotFailed();
			NamedModule missing = context.getBean(NamedModule.class);
			AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
			assertThat(missing.failure()).isEmpty();
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> context.getBean(LoadedModule.class));
			assertThat(missing.failure()).get()
				.isInstanceOfSatisfying(DarkSwapException.class,
						(failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND));
		});
	}

	@Test
	void onDemandLoadsTheModuleOnce() {
		this.contextRunner.withPropertyValues(THREADS, "darkswap.wasm.modules.threads.load=on-demand")
			.withBean(Later.class)
			.run((context) -> {
				NamedModule threads = context.getBean(NamedModule.class);
				assertThat(threads.module()).isEmpty();
				WasmWorkers workers = context.getBean(Later.class).workers.getObject();
				assertThat(threads.workers()).containsSame(workers);
				assertThat(threads.module()).containsSame(context.getBean(LoadedModule.class));
			});
	}

	@Test
	void inTheBackgroundBeginsOnceTheApplicationAcceptsTraffic() {
		CountDownLatch created = new CountDownLatch(1);
		ModuleImports imports = (instance) -> ImportValues.empty();
		this.contextRunner
			.withPropertyValues(THREADS, "darkswap.wasm.modules.threads.load=in-background",
					"darkswap.wasm.modules.threads.imports=none")
			.withBean("none", ModuleImports.class, () -> {
				created.countDown();
				return imports;
			}, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				assertThat(created.getCount()).isOne();
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				assertThat(created.await(1, TimeUnit.MINUTES)).isTrue();
				assertThat(context.getBean(LoadedModule.class).sharedMemory()).isTrue();
			});
	}

	@Test
	void inTheBackgroundHoldsUpNoOtherBean() throws IOException {
		CountDownLatch requested = new CountDownLatch(2);
		CountDownLatch answered = new CountDownLatch(1);
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		ExecutorService threads = Executors.newCachedThreadPool();
		server.setExecutor(threads);
		server.createContext("/", (exchange) -> {
			requested.countDown();
			await(answered);
			exchange.sendResponseHeaders(404, -1);
			exchange.close();
		});
		server.start();
		String url = "http://localhost:%d/".formatted(server.getAddress().getPort());
		try {
			this.contextRunner.withPropertyValues("darkswap.wasm.modules.one.url=" + url + "one.wasm",
					"darkswap.wasm.modules.one.load=in-background", "darkswap.wasm.modules.two.url=" + url + "two.wasm",
					"darkswap.wasm.modules.two.load=in-background")
				.withBean("other", StringBuilder.class, StringBuilder::new,
						(definition) -> definition.setLazyInit(true))
				.run((context) -> {
					AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
					try {
						assertThat(requested.await(10, TimeUnit.SECONDS)).isTrue();
						assertThat(CompletableFuture.supplyAsync(() -> context.getBean("other"), threads))
							.succeedsWithin(Duration.ofSeconds(10));
					}
					finally {
						answered.countDown();
					}
				});
		}
		finally {
			server.stop(0);
			threads.shutdownNow();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void workersThatAreCreatedAfterTheEndAreClosed() {
		NamedModule named = new NamedModule("late");
		WasmWorkers[] late = new WasmWorkers[1];
		this.contextRunner.withPropertyValues(THREADS).run((context) -> {
			named.destroy();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(
					() -> named.start(() -> late[0] = WasmWorkers.builder(context.getBean(LoadedModule.class)).build()))
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.NOT_INITIALIZED);
			assertThat(named.workers()).isEmpty();
			assertThat(failureOf(late[0].spawn("add", 1, 2)).code()).isEqualTo(ErrorCode.NOT_INITIALIZED);
		});
	}

	@Test
	void inTheBackgroundIsOffWithPreloading() {
		missing("in-background").withPropertyValues("darkswap.wasm.preload=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ModulePreloader.class));
	}

	private ApplicationContextRunner missing(String load) {
		return this.contextRunner.withPropertyValues("darkswap.wasm.modules.missing.url=classpath:/no/such.wasm",
				"darkswap.wasm.modules.missing.load=" + load);
	}

	static class Later {

		private final ObjectProvider<WasmWorkers> workers;

		Later(@Qualifier("threads") ObjectProvider<WasmWorkers> workers) {
			this.workers = workers;
		}

	}

}
