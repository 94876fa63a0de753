package io.darkswap.wasm.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Eight threads trade, and listeners receive all events once and in order.
 * {@code darkswap.soak.events} sets the number of commands of each thread.
 */
@Timeout(3600)
class EventTests {

	private static final int PRODUCERS = 8;

	private static final int COMMANDS = Integer.getInteger("darkswap.soak.events", 1500);

	/**
	 * Large enough that nothing is evicted: the final state is compared with all events.
	 */
	private static final int ALL = 100_000_000;

	private final SplittableRandom seeds = seeds();

	@ParameterizedTest
	@CsvSource({ "PLAIN, 1", "SHARED_MEMORY, 3", "SHARED_MEMORY, 8" })
	void eventsDescribeTheWholeBook(ClientKind kind, int instances) throws Exception {
		try (DarkSwapClient client = client(kind, instances)) {
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			produce(client);
			EventRecorder.end(client);
			EventReplay replay = EventReplay.of(recorder.untilEnd());
			for (Asset quote : EventProducer.QUOTES) {
				assertThat(client.getOrders(EventProducer.BTC, quote)).isEqualTo(replay.open(quote));
				assertThat(client.getTrades(EventProducer.BTC, quote, ALL)).isEqualTo(replay.newestTrades(quote));
			}
			replay.orders().forEach((id, order) -> assertThat(client.getOrder(id)).isEqualTo(order));
			assertThat(ClientInvariants.firstBroken(client)).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "PLAIN, 1", "SHARED_MEMORY, 3", "SHARED_MEMORY, 8" })
	void theEventsOfEachThreadArePublishedOnceAndInOrder(ClientKind kind, int instances) throws Exception {
		try (DarkSwapClient client = client(kind, instances)) {
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			List<List<List<EventProducer.Expected>>> produced = produce(client);
			EventRecorder.end(client);
			Map<EventProducer.Expected, Integer> places = places(recorder.untilEnd());
			assertThat(places).hasSize(produced.stream().flatMap(List::stream).mapToInt(List::size).sum());
			produced.forEach((commands) -> assertFollowEachOther(commands, places));
		}
	}

	private static Map<EventProducer.Expected, Integer> places(List<DarkSwapEvent> events) {
		Map<EventProducer.Expected, Integer> places = new HashMap<>();
		for (DarkSwapEvent event : events) {
			if (!(event instanceof DarkSwapEvent.OrderMatched)) {
				assertThat(places.put(EventProducer.Expected.of(event), places.size())).as("published once").isNull();
			}
		}
		return places;
	}

	/** The orders of a batch enter market by market. */
	private static void assertFollowEachOther(List<List<EventProducer.Expected>> commands,
			Map<EventProducer.Expected, Integer> places) {
		int last = -1;
		for (List<EventProducer.Expected> command : commands) {
			for (EventProducer.Expected event : command) {
				assertThat(places.get(event)).as("published").isNotNull().isGreaterThan(last);
			}
			last = command.stream().map(places::get).max(Comparator.naturalOrder()).orElse(last);
		}
	}

	/** Half of what it throws are errors, which a program does not catch by the way. */
	@ParameterizedTest
	@CsvSource({ "PLAIN, 1", "SHARED_MEMORY, 3" })
	void aListenerThatAlwaysThrowsReceivesEverythingAndAffectsNoOther(ClientKind kind, int instances) throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger("io.darkswap.wasm.events.ListenerQueue");
		logger.setLevel(Level.OFF);
		try (DarkSwapClient client = client(kind, instances)) {
			EventRecorder throwing = new EventRecorder() {
				@Override
				public void onEvent(DarkSwapEvent event) {
					super.onEvent(event);
					if (event instanceof DarkSwapEvent.OrderEvent) {
						throw new IllegalStateException("as always");
					}
					throw new AssertionError("as always");
				}
			};
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(throwing);
			client.addEventListener(recorder);
			produce(client);
			EventRecorder.end(client);
			assertThat(throwing.untilEnd()).isEqualTo(recorder.untilEnd());
		}
		finally {
			logger.setLevel(null);
		}
	}

	@ParameterizedTest
	@CsvSource({ "PLAIN, 1", "SHARED_MEMORY, 3", "SHARED_MEMORY, 8" })
	void aTemporaryListenerReceivesEveryEventOfItsTime(ClientKind kind, int instances) throws Exception {
		try (DarkSwapClient client = client(kind, instances)) {
			EventRecorder recorder = new EventRecorder();
			client.addEventListener(recorder);
			ConcurrentLinkedDeque<EventRecorder> passing = new ConcurrentLinkedDeque<>();
			AtomicInteger producing = new AtomicInteger(PRODUCERS);
			List<EventProducer> producers = producers(client);
			ConcurrentRunner.run(PRODUCERS + 2, (thread) -> () -> {
				if (thread >= PRODUCERS) {
					listenNowAndThen(client, passing, producing);
				}
				else {
					producers.get(thread).produce(COMMANDS);
					producing.decrementAndGet();
				}
				return null;
			});
			EventRecorder.end(client);
			assertAreParts(recorder.untilEnd(), passing);
		}
	}

	private static void listenNowAndThen(DarkSwapClient client, ConcurrentLinkedDeque<EventRecorder> passing,
			AtomicInteger producing) {
		while (producing.get() > 0) {
			EventRecorder listener = new EventRecorder();
			passing.add(listener);
			client.addEventListener(listener);
			while (listener.untilNow().size() < 100 && producing.get() > 0) {
				Thread.onSpinWait();
			}
			client.removeEventListener(listener);
		}
	}

	/** All listeners receive the same event objects. */
	private static void assertAreParts(List<DarkSwapEvent> all, Iterable<EventRecorder> listeners) {
		Map<DarkSwapEvent, Integer> places = new IdentityHashMap<>();
		all.forEach((event) -> places.put(event, places.size()));
		int heard = 0;
		for (EventRecorder listener : listeners) {
			List<DarkSwapEvent> part = listener.untilNow();
			if (!part.isEmpty()) {
				int begin = places.get(part.get(0));
				assertThat(part).isEqualTo(all.subList(begin, begin + part.size()));
				heard++;
			}
		}
		assertThat(heard).as("listeners that received events").isPositive();
	}

	private List<List<List<EventProducer.Expected>>> produce(DarkSwapClient client) throws Exception {
		List<EventProducer> producers = producers(client);
		return ConcurrentRunner.run(PRODUCERS, (thread) -> () -> producers.get(thread).produce(COMMANDS));
	}

	private List<EventProducer> producers(DarkSwapClient client) {
		ConcurrentLinkedDeque<UUID> orders = new ConcurrentLinkedDeque<>();
		ConcurrentLinkedDeque<UUID> trades = new ConcurrentLinkedDeque<>();
		List<EventProducer> producers = new ArrayList<>();
		for (int i = 0; i < PRODUCERS; i++) {
			producers.add(new EventProducer(client, this.seeds.split(), orders, trades, Set.of()));
		}
		return producers;
	}

	private static DarkSwapClient client(ClientKind kind, int instances) {
		DarkSwapClient client = kind.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST), ALL, ALL))
			.memory(new MemoryOptions(16, 16_384, true))
			.callTimeout(Duration.ofSeconds(60))
			.instances(instances)
			.eventQueueCapacity(ALL)
			.build();
		client.initialize();
		return client;
	}

	private static SplittableRandom seeds() {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.printf("EventTests: -Ddarkswap.seed=%d%n", seed);
		return new SplittableRandom(seed);
	}

}
