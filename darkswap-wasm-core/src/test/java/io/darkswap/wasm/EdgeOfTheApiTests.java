package io.darkswap.wasm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.signing.OrderHash;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.BalanceSource;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * For any arguments and any time of the clock, a call returns or throws a
 * {@link DarkSwapException}, and no other exception.
 */
class EdgeOfTheApiTests {

	private static final Wallet WALLET = HdWallet.random(BitcoinNetwork.REGTEST);

	private static final int CALLS = 20_000;

	private static final List<Instant> INSTANTS = Arrays.asList(null, Instant.MIN, Instant.MAX, Instant.EPOCH,
			Instant.EPOCH.minusNanos(1), Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000),
			Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000 + 1), Instant.parse("2026-01-01T00:00:00Z"));

	private static final List<Duration> DURATIONS = Arrays.asList(null, Duration.ZERO, Duration.ofNanos(1),
			Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), Duration.ofSeconds(Long.MIN_VALUE),
			Duration.ofHours(1), Duration.ofDays(106_751_991));

	private static final List<BigDecimal> NUMBERS = Arrays.asList(null, BigDecimal.ZERO, BigDecimal.ONE,
			new BigDecimal("-1"), new BigDecimal("0.00000001"), new BigDecimal("0.5"), new BigDecimal("1E+999999999"),
			new BigDecimal("1E-999999999"), new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
			new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE), new BigDecimal("184467440737.09551615"),
			new BigDecimal(BigInteger.TEN.pow(5000), 5000), new BigDecimal("1." + "0".repeat(5000) + "1"));

	private static final List<String> TEXTS = Arrays.asList(null, "", " ", "a", WALLET.address(), "\ud800", "\u0000",
			"x".repeat(91), "BCRT1", "%s%n", "0".repeat(128));

	private static final List<Asset> ASSETS = Arrays.asList(null, Asset.bitcoin(), Asset.rune("840000:3"),
			Asset.alkane("18446744073709551615:18446744073709551615"));

	private static final List<Integer> COUNTS = List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE);

	private final SettableClock clock = new SettableClock();

	private final Random random;

	private final long seed = System.nanoTime();

	EdgeOfTheApiTests() {
		this.random = new Random(this.seed);
	}

	@ParameterizedTest
	@EnumSource
	void anyCallReturnsOrThrowsADarkSwapException(ClientKind kind) {
		try (DarkSwapClient client = kind.builder()
			.clock(this.clock)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, 5, 5))
			.build()) {
			client.initialize();
			for (int i = 0; i < CALLS; i++) {
				this.clock.set(any(INSTANTS.subList(1, INSTANTS.size())));
				call(client, i);
			}
			if (kind.hasLog()) {
				// The time of a log stays at the last moment that there is
				assertThat(client.getState()).isEqualTo(ClientState.STARTED);
				return;
			}
			this.clock.set(Instant.parse("2026-01-01T00:00:00Z"));
			Order order = client.createOrder(NewOrders.sell());
			assertThat(client.getOrder(order.id())).as("the client still trades").isEqualTo(order);
		}
	}

	private void call(DarkSwapClient client, int number) {
		Consumer<DarkSwapClient> call = any(calls());
		try {
			call.accept(client);
		}
		catch (DarkSwapException ex) {
			assertThat(ex.code()).as(ex.getMessage())
				.isNotIn(ErrorCode.ENGINE_TRAPPED, ErrorCode.ENGINE_POISONED, ErrorCode.INITIALIZATION_FAILED);
		}
		catch (RuntimeException ex) {
			fail("Call %d with seed %d at %s".formatted(number, this.seed, this.clock.instant()), ex);
		}
	}

	private List<Consumer<DarkSwapClient>> calls() {
		Asset base = any(ASSETS);
		Asset quote = any(ASSETS);
		OrderSide side = any(Arrays.asList(null, OrderSide.BUY, OrderSide.SELL));
		UUID id = any(Arrays.asList(null, new UUID(0, 0), UUID.randomUUID()));
		BigDecimal amount = any(NUMBERS);
		BigDecimal price = any(NUMBERS);
		String text = any(TEXTS);
		Duration duration = any(DURATIONS);
		int count = any(COUNTS);
		Order order = new Order(id, text, base, quote, side, amount, amount, price, OrderStatus.OPEN, any(INSTANTS),
				any(INSTANTS));
		return List.of((client) -> client.createOrder(base, quote, side, amount, price, text, duration),
				(client) -> client
					.createOrders(Arrays.asList(new NewOrder(base, quote, side, amount, price, text, duration), null)),
				(client) -> client.importOrder(new SignedOrder(order, any(TEXTS))),
				(client) -> client.importOrders(List.of(new SignedOrder(order, any(TEXTS)))),
				(client) -> client.verify(new SignedOrder(order, any(TEXTS))), (client) -> client.verify(order),
				(client) -> client.getSignedOrder(id), (client) -> client.cancelOrder(id),
				(client) -> client.getOrder(id), (client) -> client.getOrders(base, quote),
				(client) -> client.takeOrder(id, amount), (client) -> client.takeOrder(id, amount, price, text),
				(client) -> client.takeBest(base, quote, side, amount, price), (client) -> client.completeTrade(id),
				(client) -> client.failTrade(id), (client) -> client.getBestBidAsk(base, quote),
				(client) -> client.getDepth(base, quote, count), (client) -> client.getTrades(base, quote, count),
				(client) -> client.getMarketStats(base, quote, duration),
				(client) -> client.getCandles(base, quote, duration, count), (client) -> client.getMarkets(),
				(client) -> client.getBalance(), (client) -> client.getAssetBalance(base),
				(client) -> OrderHash.of(any(Arrays.asList(null, BitcoinNetwork.REGTEST)), order),
				(client) -> Asset.parse(text), (client) -> Asset.rune(text));
	}

	@Test
	void anOrderOfTheLastMomentsIsRefusedByName() {
		try (DarkSwapClient client = ClientKind.PLAIN.builder().clock(this.clock).build()) {
			client.initialize();
			this.clock.set(Instant.MAX);
			assertRefused(() -> client.createOrder(NewOrders.sell()), "clock");
			this.clock.set(Instant.EPOCH.minusSeconds(1));
			assertRefused(() -> client.createOrder(NewOrders.sell()), "clock");
		}
	}

	@Test
	void anAddressThatIsNotAsciiIsRefusedEvenIfItsEncodingWouldBe() {
		try (DarkSwapClient client = ClientKind.PLAIN.builder().build()) {
			client.initialize();
			assertRefused(() -> client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL,
					BigDecimal.ONE, BigDecimal.ONE, "a\ud800", Duration.ofHours(1)), "address");
		}
	}

	@Test
	void aBuilderRefusesMissingValues() {
		List<Consumer<DarkSwapClient.Builder>> settings = List.of((builder) -> builder.loader(null),
				(builder) -> builder.url(null), (builder) -> builder.memory(null), (builder) -> builder.config(null),
				(builder) -> builder.clock(null), (builder) -> builder.callTimeout(null),
				(builder) -> builder.stopAfter(null), (builder) -> builder.sweepInterval(null),
				(builder) -> builder.callInterceptor(null), (builder) -> builder.balanceSource(null),
				(builder) -> builder.limits(null), (builder) -> builder.log(null));
		for (Consumer<DarkSwapClient.Builder> setting : settings) {
			assertRefused(() -> setting.accept(DarkSwapClient.builder()), "is missing");
		}
	}

	@Test
	void theLongestDurationsMeanNoLimit() {
		Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
		try (DarkSwapClient client = SharedMemoryDarkSwapClient.builder()
			.memory(MemoryOptions.DEFAULT)
			.callTimeout(longest)
			.stopAfter(longest)
			.sweepInterval(longest)
			.build()) {
			client.initialize();
			assertThat(client.createOrder(NewOrders.sell()).status()).isEqualTo(OrderStatus.OPEN);
		}
	}

	@Test
	void aWalletWithoutAnAddressIsRefused() {
		Wallet broken = new Broken();
		try (DarkSwapClient client = DarkSwapClient.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, broken))
			.build()) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(client::initialize)
				.withMessageContaining("the device is off")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.WALLET_INVALID);
		}
	}

	@Test
	void aSourceThatFailsInSupportsFailsTheBalance() {
		BalanceSource broken = new BalanceSource() {

			@Override
			public boolean supports(Asset asset) {
				throw new IllegalStateException("the node is off");
			}

			@Override
			public BigDecimal balance(String address, Asset asset) {
				return BigDecimal.ZERO;
			}

		};
		try (DarkSwapClient client = DarkSwapClient.builder().balanceSource(broken).build()) {
			client.initialize();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(client::getBalance)
				.withMessageContaining("the node is off")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.WALLET_BALANCE_FAILED);
		}
	}

	private static void assertRefused(Runnable call, String word) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.withMessageContaining(word)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	private <T> T any(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	/** Has no address. */
	private record Broken() implements Wallet {

		@Override
		public String address() {
			throw new IllegalStateException("the device is off");
		}

		@Override
		public byte[] sign(byte[] hash32) {
			return new byte[0];
		}

		@Override
		public BitcoinNetwork network() {
			return BitcoinNetwork.REGTEST;
		}

	}

	/** A valid order. */
	private static final class NewOrders {

		static NewOrder sell() {
			return new NewOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN,
					null, Duration.ofHours(1));
		}

	}

	/** Shows any time. */
	private static final class SettableClock extends Clock {

		private Instant now = Instant.parse("2026-01-01T00:00:00Z");

		void set(Instant instant) {
			this.now = instant;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
