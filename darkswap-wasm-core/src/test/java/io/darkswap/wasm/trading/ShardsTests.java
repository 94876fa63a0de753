package io.darkswap.wasm.trading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.DirectCommands;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The shards of pairs and trades. The expected numbers are what existing logs depend on,
 * computed by another implementation of CRC-32: never change them.
 */
class ShardsTests {

	private static final long NOW = 1_760_000_000_000_000L;

	private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

	@ParameterizedTest
	@CsvSource({ "BTC/RUNE:840000:1,0", "BTC/RUNE:840000:5,1", "BTC/RUNE:840000:2,2", "BTC/RUNE:840000:4,3",
			"BTC/RUNE:840000:3,0", "BTC/RUNE:840000:6,3", "BTC/ALKANE:2:0,1", "RUNE:840000:3/BTC,0" })
	void aPairNeverMoves(String pair, int shardOfFour) {
		assertThat(Shards.number(TradingPair.of(pair).toString(), 4)).isEqualTo(shardOfFour);
		assertThat(Shards.number(pair, 1)).isZero();
	}

	@Test
	void theNumberIsThatOfTheUnsignedSum() {
		// CRC-32 of this text is 3912566655
		assertThat(Shards.number("BTC/RUNE:840000:4", 4096)).isEqualTo((int) (3912566655L % 4096));
		assertThat(Shards.number("BTC/RUNE:840000:4", 7)).isEqualTo((int) (3912566655L % 7));
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 4, 8, 16 })
	void pairsAreSpread(int shards) {
		int[] pairs = new int[shards];
		for (int rune = 1; rune <= 1000; rune++) {
			pairs[Shards.number("BTC/RUNE:840000:" + rune, shards)]++;
		}
		assertThat(IntStream.of(pairs).boxed())
			.allSatisfy((count) -> assertThat(count).isBetween(800 / shards, 1200 / shards));
	}

	@Test
	void aTradeHasTheNumberOfItsShard() {
		long seed = System.nanoTime();
		System.out.println("ShardsTests: seed " + seed);
		SplittableRandom random = new SplittableRandom(seed);
		for (int i = 0; i < 10_000; i++) {
			int shards = random.nextInt(1, 4097);
			TradeIds ids = new TradeIds(random.nextInt(shards), shards);
			UUID first = ids.first(NOW);
			UUID later = new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() + 1_000_000);
			assertThat(List.of(ids.next(NOW), first, later)).as("seed %d", seed).allSatisfy((id) -> {
				assertThat(TradeIds.shard(id, shards)).isEqualTo(ids.shard());
				assertThat(id.version()).isEqualTo(7);
				assertThat(id.variant()).isEqualTo(2);
				assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW / 1000);
			});
		}
	}

	@Test
	void theStateOfSeveralLogsIsTheirSum() {
		LogStatus one = new LogStatus("kafka", 10, 9, 8, 7, Optional.of(TIME), List.of(), Optional.empty());
		LogStatus other = new LogStatus("kafka", 20, 20, 20, 20, Optional.of(TIME.minusSeconds(5)), List.of("Odd"),
				Optional.of("Stopped"));
		assertThat(Shards.sum(List.of(one))).isSameAs(one);
		assertThat(Shards.sum(List.of(one, other))).isEqualTo(new LogStatus("kafka", 30, 29, 28, 27,
				Optional.of(TIME.minusSeconds(5)), List.of("Shard 1: Odd"), Optional.of("Shard 1: Stopped")));
	}

	@Test
	void aShardThatFailsDoesNotHideTheOrdersOfOthers() {
		UUID order = new UUID(1, 2);
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader()) {
			ReplayStarter starter = new ReplayStarter(loader, DarkSwapClient.BUNDLED_URL);
			Books books = starter.start(new BookSettings(BitcoinNetwork.REGTEST, starter.identity(), HashKey.random(),
					new BookLimits(64 << 16, 10, 10, Duration.ofDays(1).toNanos() / 1000, ForeignLimits.NONE, 100)));
			new DirectCommands(books)
				.createOrder(new OrderCommand(order, TradingPair.of("BTC/RUNE:840000:4"), OrderSide.SELL, 100_000_000,
						100_000_000, Addresses.of("maker", "maker"), 1, 1_000_000, null, false));
			Trading failed = shard(() -> {
				throw new DarkSwapException(ErrorCode.ENGINE_POISONED, "Shard 0 is poisoned");
			});
			Trading healthy = shard(() -> books);
			Shards shards = new Shards(List.of(failed, healthy));
			assertThat(shards.toRead(order)).isSameAs(healthy);
			assertThat(shards.toChange(order)).isSameAs(healthy);
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> shards.toRead(UUID.randomUUID()))
				.withMessage("Shard 0 is poisoned");
			books.engine().close();
		}
	}

	private static Trading shard(Supplier<Books> books) {
		return new Trading(null, books, null, null, null, null);
	}

	@Test
	void theTimeOfTheSnapshotsIsUnknownIfAShardHasNone() {
		LogStatus one = new LogStatus("kafka", 1, 1, 1, 1, Optional.of(TIME), List.of(), Optional.empty());
		LogStatus other = new LogStatus("kafka", 1, 1, 1, 0, Optional.empty(), List.of(), Optional.empty());
		assertThat(Shards.sum(List.of(one, other)).snapshotAt()).isEmpty();
	}

}
