package io.darkswap.wasm.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.EventKind;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.OrderLayout;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.TradeRecord;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.Journal;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.Snapshot;
import io.darkswap.wasm.log.SnapshotWriter;
import io.darkswap.wasm.pool.StackArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that an engine restored from an {@link EngineImage} continues as the original.
 */
@Timeout(120)
class EngineImageTests {

	private static final MemoryOptions MEMORY = new MemoryOptions(16, 1_024, true);

	private static final long NOW = 1_700_000_000_000_000L;

	private static final int COMMANDS = 6_000;

	private final long seed = ThreadLocalRandom.current().nextLong();

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@BeforeEach
	void printSeed() {
		System.out.printf("EngineImageTests seed %d%n", this.seed);
	}

	@AfterEach
	void release() {
		this.threads.shutdown();
		this.loader.close();
	}

	@ParameterizedTest(name = "{0} instances, {1} initial pages")
	@CsvSource({ "1, 1", "2, 0", "4, 16", "8, 300" })
	void aRestoredEngineContinuesAsTheOriginal(int instances, int initial) {
		try (Engine original = start(2, MEMORY)) {
			RandomTrading before = new RandomTrading(original, this.seed, NOW).run(COMMANDS);
			Stored stored = capture(original);
			int pages = (initial == 0) ? stored.image().pages() : initial;
			MemoryOptions other = new MemoryOptions(pages, 2_048, true);
			try (Engine restored = restore(stored, instances, other)) {
				assertThat(EngineInvariants.firstBroken(restored)).isZero();
				RandomTrading expected = new RandomTrading(original, this.seed + 1, before.now()).run(COMMANDS);
				RandomTrading continued = new RandomTrading(restored, this.seed + 1, before.now()).run(COMMANDS);
				assertThat(continued.answers()).as("seed %d", this.seed).isEqualTo(expected.answers());
				assertThat(continued.state()).as("seed %d", this.seed).isEqualTo(expected.state());
				assertThat(EngineInvariants.firstBroken(restored)).isZero();
			}
		}
	}

	@ParameterizedTest(name = "shared: {0}")
	@ValueSource(booleans = { true, false })
	void anEngineThatBeginsWithASnapshotContinuesAndLeavesItAsItIs(boolean shared, @TempDir Path directory) {
		MemoryOptions other = new MemoryOptions(64, 2_048, shared);
		try (Engine original = start(2, MEMORY); Journal journal = Journal.open(JournalOptions.of(directory))) {
			RandomTrading before = new RandomTrading(original, this.seed, NOW).run(2_000);
			try (SnapshotWriter writer = journal.snapshots().begin(0)) {
				byte[][] layout = new byte[1][];
				original.capture((image) -> {
					writer.write(image.memory());
					layout[0] = image.layout();
				});
				writer.publish(0, layout[0]);
			}
			RandomTrading expected = new RandomTrading(original, this.seed + 1, before.now()).run(2_000);
			for (int restart = 0; restart < 3; restart++) {
				Snapshot snapshot = journal.snapshots().newest().orElseThrow();
				EngineImage image = EngineImage.of(snapshot.header(), snapshot);
				LoadedModule module = this.loader.load(DarkSwapClient.BUNDLED_URL, image.file().orElseThrow(), other);
				try (Engine restored = Engine.restore(module, options(1 + 3 * restart, Duration.ofSeconds(10)), image,
						new SilentHandler())) {
					RandomTrading continued = new RandomTrading(restored, this.seed + 1, before.now()).run(2_000);
					assertThat(continued.answers()).as("seed %d", this.seed).isEqualTo(expected.answers());
					assertThat(continued.state()).as("seed %d", this.seed).isEqualTo(expected.state());
					assertThat(EngineInvariants.firstBroken(restored)).isZero();
				}
			}
			assertThat(journal.damage()).isEmpty();
		}
	}

	@Test
	void anImageOfOneMemoryIsRestoredInPrivateMemory() {
		try (Engine original = start(3, MEMORY)) {
			RandomTrading before = new RandomTrading(original, this.seed, NOW).run(1_000);
			Stored stored = capture(original);
			try (Engine restored = restore(stored, 1, new MemoryOptions(16, 1_024, false))) {
				assertThat(restored.sharedMemory()).isFalse();
				RandomTrading expected = new RandomTrading(original, this.seed + 1, before.now()).run(1_000);
				RandomTrading continued = new RandomTrading(restored, this.seed + 1, before.now()).run(1_000);
				assertThat(continued.state()).as("seed %d", this.seed).isEqualTo(expected.state());
			}
		}
	}

	@Test
	void repeatedRestartsDoNotGrowTheMemory() {
		Stored stored;
		long free;
		try (Engine original = start(8, MEMORY)) {
			original.setEventsEnabled(true);
			new RandomTrading(original, this.seed, NOW).run(2_000);
			stored = capture(original);
			free = original.usage().free();
		}
		int pages = stored.image().pages();
		for (int restart = 1; restart <= 20; restart++) {
			try (Engine restored = restore(stored, 1 + restart % 8, MEMORY)) {
				restored.setEventsEnabled(true);
				assertThat(restored.pages()).isEqualTo(pages);
				assertThat(restored.usage().free()).isEqualTo(free);
				RandomTrading trading = new RandomTrading(restored, this.seed, NOW);
				assertThat(trading.state()).isNotEmpty();
				stored = capture(restored);
			}
		}
		assertThat(stored.image().stacks()).hasSize(8);
	}

	@Test
	void eventsOfAllCommandsAreDeliveredBeforeTheImageIsRead() {
		List<EventKind> received = new ArrayList<>();
		EventHandler handler = new EventHandler() {

			@Override
			public void order(EventKind kind, OrderRecord order) {
				received.add(kind);
			}

			@Override
			public void trade(EventKind kind, TradeRecord trade) {
				received.add(kind);
			}

			@Override
			public void poisoned(Throwable trap) {
				throw new AssertionError(trap);
			}

		};
		try (Engine original = Engine.start(load(MEMORY), options(4, Duration.ofSeconds(5)), handler)) {
			original.setEventsEnabled(true);
			new RandomTrading(original, this.seed, NOW).run(300);
			int[] delivered = new int[1];
			original.capture((image) -> delivered[0] = received.size());
			original.deliverEvents();
			assertThat(received).hasSize(delivered[0]);
			assertThat(delivered[0]).isPositive();
		}
	}

	@Test
	void eventsThatAnInstanceReadLastTakeNoMemoryOfTheImage() {
		try (Engine original = start(2, MEMORY)) {
			long free;
			try (EngineSession first = original.open(); EngineSession second = original.open()) {
				Market market = first.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840_000, 1));
				first.events().setEnabled(true);
				first.createOrder(market, TestOrders.order(1, 1, 0, 100_000_000, 100_000_000, NOW, NOW + 1,
						new byte[] { 'a' }, null, false));
				first.events().setEnabled(false);
				first.sweep(NOW + 1);
				free = first.freeBytes();
				assertThat(second.events().read(new SilentHandler())).isOne();
				// Nobody reads the next page: an interrupted caller does not.
				Thread.currentThread().interrupt();
			}
			assertThat(Thread.interrupted()).isTrue();
			try (Engine restored = restore(capture(original), 2, MEMORY)) {
				assertThat(restored.usage().free()).isEqualTo(free + OrderLayout.SIZE);
			}
		}
	}

	@Test
	void anImageTakenWhileOthersTradeIsOfOneMoment() throws Exception {
		try (Engine original = start(4, MEMORY)) {
			AtomicBoolean enough = new AtomicBoolean();
			CountDownLatch trading = new CountDownLatch(3);
			List<CompletableFuture<Void>> traders = new ArrayList<>();
			for (int trader = 1; trader <= 3; trader++) {
				RandomTrading random = new RandomTrading(original, this.seed + trader, NOW);
				traders.add(CompletableFuture.runAsync(() -> {
					while (!enough.get()) {
						random.run(50);
						trading.countDown();
					}
				}, this.threads));
			}
			trading.await();
			for (int i = 0; i < 10; i++) {
				Stored stored = capture(original);
				try (Engine restored = restore(stored, 2, MEMORY)) {
					assertThat(EngineInvariants.firstBroken(restored)).isZero();
					String once = new RandomTrading(restored, this.seed, NOW).state();
					try (Engine again = restore(capture(restored), 3, MEMORY)) {
						assertThat(new RandomTrading(again, this.seed, NOW).state()).isEqualTo(once);
					}
				}
			}
			enough.set(true);
			CompletableFuture.allOf(traders.toArray(CompletableFuture[]::new)).join();
		}
	}

	@Test
	void aCallThatDoesNotEndKeepsTheImageFromBeingRead() {
		try (Engine engine = Engine.start(load(MEMORY), options(2, Duration.ofMillis(50)), new SilentHandler())) {
			CountDownLatch open = new CountDownLatch(1);
			CountDownLatch refused = new CountDownLatch(1);
			CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
				try (EngineSession session = engine.open()) {
					open.countDown();
					await(refused);
				}
			}, this.threads);
			await(open);
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> engine.capture((image) -> {
				throw new AssertionError("must not be read");
			})).satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.CALL_TIMED_OUT));
			refused.countDown();
			call.join();
			assertThat(engine.busyInstances()).isZero();
			assertThat(capture(engine).image().pages()).isEqualTo(engine.pages());
		}
	}

	@Test
	void aReaderMayTakeLongerThanACallMay() {
		EngineOptions impatient = new EngineOptions(2, Duration.ofSeconds(5), Duration.ofMillis(20), 10, 10);
		try (Engine engine = Engine.start(load(MEMORY), impatient, new SilentHandler())) {
			engine.capture((image) -> {
				ThreadMXBean clock = ManagementFactory.getThreadMXBean();
				long end = clock.getCurrentThreadCpuTime() + Duration.ofMillis(200).toNanos();
				while (clock.getCurrentThreadCpuTime() < end) {
					Thread.onSpinWait();
				}
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
			});
			assertThat(capture(engine).image().stacks()).hasSize(2);
		}
	}

	@Test
	void anEngineClosedWhileItIsReadReportsIt() {
		Engine engine = Engine.start(load(MEMORY), options(2, Duration.ofMillis(50)), new SilentHandler());
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> engine.capture((image) -> CompletableFuture.runAsync(engine::close, this.threads).join()))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_INITIALIZED));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> capture(engine))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_INITIALIZED));
	}

	@Test
	void aMemoryTooSmallForTheImageIsRefused() {
		try (Engine original = start(2, MEMORY)) {
			Stored stored = capture(original);
			MemoryOptions small = new MemoryOptions(16, 17, true);
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> restore(stored, 2, small))
				.withMessageContaining("maximum is 17 pages, and the memory to restore has 18")
				.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH));
		}
	}

	@Test
	void aLayoutThatIsNotWholeIsRefused() {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> EngineImage.of(new byte[] { 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0 },
					ByteBuffer.allocate(4 * Memory.PAGE_SIZE)))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
	}

	@ParameterizedTest(name = "page {0}, {1} pages")
	@CsvSource({ "0, 1", "1, 0", "3, 1", "2, 2", "1, 1", "2, 2147483647", "2147483647, 1" })
	void areasOutsideTheMemoryOrOverEachOtherAreRefused(int page, int pages) {
		byte[] layout = ByteBuffer.allocate(16)
			.order(java.nio.ByteOrder.LITTLE_ENDIAN)
			.putInt(1)
			.putInt(1)
			.putInt(page)
			.putInt(pages)
			.array();
		ByteBuffer memory = ByteBuffer.allocate(3 * Memory.PAGE_SIZE);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> EngineImage.of(layout, memory))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
	}

	@Test
	void aLayoutIsStoredAndReadAgain() {
		List<StackArea> stacks = List.of(new StackArea(2, 1), new StackArea(4, 3));
		ByteBuffer memory = ByteBuffer.allocate(7 * Memory.PAGE_SIZE);
		EngineImage image = new EngineImage(stacks, memory);
		assertThat(EngineImage.of(image.layout(), memory)).isEqualTo(image);
		assertThat(image.pages()).isEqualTo(7);
	}

	private Engine start(int instances, MemoryOptions memory) {
		return Engine.start(load(memory), options(instances, Duration.ofSeconds(10)), new SilentHandler());
	}

	private Engine restore(Stored stored, int instances, MemoryOptions memory) {
		LoadedModule module = load(memory);
		try {
			return Engine.restore(module, options(instances, Duration.ofSeconds(10)), stored.image(),
					new SilentHandler());
		}
		catch (RuntimeException ex) {
			module.close();
			throw ex;
		}
	}

	private LoadedModule load(MemoryOptions memory) {
		return this.loader.load(DarkSwapClient.BUNDLED_URL, memory);
	}

	private static EngineOptions options(int instances, Duration callTimeout) {
		return new EngineOptions(instances, callTimeout, Duration.ofSeconds(10), 200, 1_000);
	}

	private static Stored capture(Engine engine) {
		Stored[] stored = new Stored[1];
		engine.capture((image) -> {
			byte[] memory = new byte[image.memory().remaining()];
			image.memory().get(memory);
			stored[0] = new Stored(image.layout(), memory);
		});
		return stored[0];
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * An image, as a file would keep it.
	 *
	 * @param layout the layout
	 * @param memory the bytes of the memory
	 */
	private record Stored(byte[] layout, byte[] memory) {

		EngineImage image() {
			return EngineImage.of(this.layout, ByteBuffer.wrap(this.memory));
		}

	}

}
