package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.signing.OrderHash;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A foreign maker with many keys, who sends anything that the API accepts, and much that
 * it refuses. Of one thread.
 */
final class HostileOrders {

	/** The market that the operator trades in, too. */
	static final Asset CONTESTED = Asset.rune("840000:3");

	/** The refusals of hostile orders; every other failure is a fault. */
	private static final Set<ErrorCode> REFUSALS = Set.of(ErrorCode.INVALID_ARGUMENT, ErrorCode.DUPLICATE_ORDER,
			ErrorCode.SIGNATURE_INVALID, ErrorCode.ORDER_ID_MISMATCH, ErrorCode.MARKET_REFUSED,
			ErrorCode.TOO_MANY_FOREIGN_ORDERS, ErrorCode.TOO_MANY_ORDERS_OF_MAKER, ErrorCode.ENGINE_MEMORY_EXHAUSTED,
			ErrorCode.CLOCK_SET_BACK);

	private static final int MOST_REPLAYED = 1_000;

	private final List<Wallet> keys;

	private final SplittableRandom random;

	/** Good orders, to send them again. */
	private final Deque<SignedOrder> sent = new ArrayDeque<>();

	private final Map<ErrorCode, Integer> refusals = new EnumMap<>(ErrorCode.class);

	HostileOrders(List<Wallet> keys, SplittableRandom random) {
		this.keys = keys;
		this.random = random;
	}

	static List<Wallet> keys(int count) {
		return Stream.generate(() -> (Wallet) HdWallet.random(BitcoinNetwork.REGTEST)).limit(count).toList();
	}

	/** Sends prepared orders, which may be refused as hostile orders are. */
	void send(DarkSwapClient desk, Consumer<DarkSwapClient> orders) {
		try {
			orders.accept(desk);
		}
		catch (DarkSwapException ex) {
			assertThat(REFUSALS).as(ex::getMessage).contains(ex.code());
			this.refusals.merge(ex.code(), 1, Integer::sum);
		}
	}

	/** Returns how often orders were refused, by the code of the refusal. */
	Map<ErrorCode, Integer> refusals() {
		return this.refusals;
	}

	/**
	 * Signs the next orders, which takes the maker's time, and returns the call that
	 * imports them.
	 */
	Consumer<DarkSwapClient> next() {
		SignedOrder order = order(Duration.ofMinutes(1 + this.random.nextInt(1_000)));
		return switch (this.random.nextInt(10)) {
			case 0 -> importing(new SignedOrder(order.order(), "00".repeat(64)));
			case 1 -> importing(sign(withId(order.order(), UUID.randomUUID())));
			case 2 -> importing(order(Duration.ofDays(30_000)));
			case 3 -> importing(replayed(order));
			case 4 -> importingAll(List.of(order, order(Duration.ofHours(1)), order));
			case 5 -> importingAll(Stream.generate(() -> order(Duration.ofHours(1))).limit(30).toList());
			case 6 -> importing(order(Duration.ofMillis(50 + this.random.nextInt(10_000))));
			default -> {
				remember(order);
				yield importing(order);
			}
		};
	}

	private static Consumer<DarkSwapClient> importing(SignedOrder order) {
		return (desk) -> desk.importOrder(order);
	}

	private static Consumer<DarkSwapClient> importingAll(List<SignedOrder> orders) {
		return (desk) -> desk.importOrders(orders);
	}

	private SignedOrder replayed(SignedOrder otherwise) {
		SignedOrder oldest = this.sent.peekFirst();
		return (oldest != null) ? oldest : otherwise;
	}

	private void remember(SignedOrder order) {
		this.sent.addLast(order);
		if (this.sent.size() > MOST_REPLAYED) {
			this.sent.removeFirst();
		}
	}

	/**
	 * Any pair, side, amount and price that can be signed: some are worth too little to
	 * be imported.
	 */
	private SignedOrder order(Duration expiry) {
		while (true) {
			Order unsigned = draw(expiry);
			try {
				return sign(withId(unsigned, OrderHash.idOf(BitcoinNetwork.REGTEST, unsigned)));
			}
			catch (DarkSwapException ex) {
				assertThat(ex.code()).as(ex::getMessage).isEqualTo(ErrorCode.INVALID_ARGUMENT);
			}
		}
	}

	private Order draw(Duration expiry) {
		Wallet key = this.keys.get(this.random.nextInt(this.keys.size()));
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		BigDecimal amount = BigDecimal.valueOf(1 + this.random.nextLong(1L << this.random.nextInt(1, 45)), 8);
		BigDecimal price = BigDecimal.valueOf(1 + this.random.nextLong(1L << this.random.nextInt(10, 45)), 8);
		Asset quote = (this.random.nextInt(3) == 0) ? CONTESTED : Asset.rune("900000:" + this.random.nextInt(10_000));
		OrderSide side = this.random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
		return new Order(new UUID(this.random.nextLong(), 0), key.address(), Asset.bitcoin(), quote, side, amount,
				amount, price, OrderStatus.OPEN, now, now.plus(expiry));
	}

	/** Signs an order with the key of its maker. */
	private SignedOrder sign(Order order) {
		Wallet key = this.keys.stream().filter((each) -> each.address().equals(order.maker())).findAny().orElseThrow();
		return new SignedOrder(order, HexFormat.of().formatHex(key.sign(OrderHash.of(BitcoinNetwork.REGTEST, order))));
	}

	private static Order withId(Order order, UUID id) {
		return new Order(id, order.maker(), order.baseAsset(), order.quoteAsset(), order.side(), order.amount(),
				order.remaining(), order.price(), order.status(), order.timestamp(), order.expiry());
	}

}
