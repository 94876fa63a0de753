package io.darkswap.wasm.loader;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;

import static io.darkswap.wasm.loader.FailedLoads.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Loads at the same time: they share a fetch, and none waits for another one.
 */
class ConcurrentLoadTests {

	@Test
	void ofOneUrlFetchItOnce() throws Exception {
		int callers = 8;
		CountDownLatch asked = new CountDownLatch(callers);
		AtomicInteger opened = new AtomicInteger();
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
			opened.incrementAndGet();
			await(asked);
			return new ByteArrayInputStream(TestModules.bytes(TestModules.THREADS));
		}).build();
		ExecutorService threads = Executors.newFixedThreadPool(callers);
		try {
			List<Future<LoadedModule>> loads = new ArrayList<>();
			for (int caller = 0; caller < callers; caller++) {
				loads.add(threads.submit(() -> {
					asked.countDown();
					return loader.load("test:threads", MemoryOptions.DEFAULT);
				}));
			}
			Set<Memory> memories = new HashSet<>();
			for (Future<LoadedModule> load : loads) {
				memories.add(load.get().memory());
				load.get().close();
			}
			assertThat(memories).hasSize(callers);
			assertThat(opened).hasValue(1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void ofOtherUrlsDoNotWaitForASlowOne() {
		int slowOnes = 4 * Runtime.getRuntime().availableProcessors();
		CountDownLatch slow = new CountDownLatch(1);
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
			await(slow);
			return new ByteArrayInputStream(TestModules.bytes(TestModules.THREADS));
		}).build();
		List<CompletableFuture<Void>> slowLoads = new ArrayList<>();
		for (int index = 0; index < slowOnes; index++) {
			slowLoads.add(loader.preload("test:slow-" + index));
		}
		loader.load(TestModules.NO_MEMORY, MemoryOptions.DEFAULT).close();
		assertThat(slowLoads).noneMatch(CompletableFuture::isDone);
		slow.countDown();
		assertThat(slowLoads).allSatisfy((load) -> assertThat(load).succeedsWithin(Duration.ofSeconds(30)));
	}

	@Test
	void areNotDisturbedWhenTheCacheIsCleared() throws Exception {
		CountDownLatch opened = new CountDownLatch(1);
		CountDownLatch cleared = new CountDownLatch(1);
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
			opened.countDown();
			await(cleared);
			return new ByteArrayInputStream(TestModules.bytes(TestModules.THREADS));
		}).build();
		CompletableFuture<Void> load = loader.preload("test:threads");
		opened.await();
		loader.clearCache();
		assertThat(loader.cacheSize()).isZero();
		cleared.countDown();
		assertThat(load).succeedsWithin(Duration.ofSeconds(30));
	}

	@Test
	void giveUpWhenTheirThreadIsInterrupted() {
		CountDownLatch interrupted = new CountDownLatch(1);
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
			await(interrupted);
			return new ByteArrayInputStream(TestModules.bytes(TestModules.THREADS));
		}).build();
		Thread.currentThread().interrupt();
		assertThatFails(() -> loader.load("test:threads", MemoryOptions.DEFAULT)).isEqualTo(ErrorCode.CALL_INTERRUPTED);
		assertThat(Thread.interrupted()).isTrue();
		interrupted.countDown();
		loader.load("test:threads", MemoryOptions.DEFAULT).close();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
