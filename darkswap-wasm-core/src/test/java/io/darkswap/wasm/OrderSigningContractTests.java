package io.darkswap.wasm;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.signing.OrderHash;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.Account;
import io.darkswap.wasm.wallet.AccountType;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Both clients sign orders, and import those that others signed. */
@ParameterizedClass
@EnumSource(ClientKind.class)
class OrderSigningContractTests extends ClientContract {

	private static final Wallet OTHER = HdWallet.random(Account.of(BitcoinNetwork.REGTEST, AccountType.TAPROOT));

	private DarkSwapClient other;

	@BeforeEach
	void openAnotherClient() {
		this.other = clientOf(new DarkSwapConfig(BitcoinNetwork.REGTEST, OTHER));
	}

	@AfterEach
	void closeTheOtherClient() {
		this.other.close();
	}

	@Test
	void anOrderIsSignedByItsMaker() {
		assertThat(this.client.verify(sellFor(WALLET.address()))).isTrue();
	}

	@Test
	void aTaprootWalletSignsItsOrders() {
		Order order = createWith(this.other, OTHER.address());
		assertThat(this.other.verify(order)).isTrue();
	}

	@Test
	void everyOrderOfABatchIsSigned() {
		List<NewOrder> orders = new ArrayList<>();
		for (int i = 1; i <= 100; i++) {
			orders.add(new NewOrder(BTC, (i % 2 == 0) ? RUNE : ALKANE, OrderSide.SELL, BigDecimal.valueOf(i),
					BigDecimal.ONE, WALLET.address(), HOUR));
		}
		assertThat(this.client.createOrders(orders)).allMatch(this.client::verify);
	}

	@Test
	void aChangedOrderIsNotTheSignedOne() {
		Order order = sellFor(WALLET.address());
		Order changed = new Order(order.id(), order.maker(), order.baseAsset(), order.quoteAsset(), order.side(),
				order.amount(), order.remaining(), order.price().add(BigDecimal.ONE), order.status(), order.timestamp(),
				order.expiry());
		assertThat(this.client.verify(changed)).isFalse();
	}

	@Test
	void anOrderForTheAddressOfAnotherIsNotSigned() {
		Order order = sellFor(OTHER.address());
		assertRefused(ErrorCode.SIGNATURE_MISSING, (client) -> client.getSignedOrder(order.id()));
		assertRefused(ErrorCode.SIGNATURE_MISSING, (client) -> client.verify(order));
	}

	@Test
	void inABatchOnlyTheOrdersOfTheWalletAreSigned() {
		List<Order> orders = this.client.createOrders(List.of(newSellOf(OTHER.address()), newSellOf(WALLET.address())));
		assertRefused(ErrorCode.SIGNATURE_MISSING, (client) -> client.getSignedOrder(orders.get(0).id()));
		assertThat(this.client.verify(orders.get(1))).isTrue();
	}

	@Test
	void aPartlyTakenOrderIsStillTheSignedOne() {
		Order order = sellFor(WALLET.address());
		take(order, "0.25");
		assertThat(this.client.verify(this.client.getOrder(order.id()))).isTrue();
	}

	@Test
	void anImportedOrderEntersTheBookWithItsSignature() {
		SignedOrder signed = signedByTheOther();
		Order imported = this.client.importOrder(signed);
		assertThat(imported).usingRecursiveComparison().ignoringFields("timestamp").isEqualTo(signed.order());
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(imported);
		assertThat(this.client.getSignedOrder(imported.id()).signature()).isEqualTo(signed.signature());
	}

	@Test
	void anImportedOrderCanBeTakenButNotCancelled() {
		Order imported = this.client.importOrder(signedByTheOther());
		assertRefused(ErrorCode.NOT_THE_MAKER, (client) -> client.cancelOrder(imported.id()));
		assertThat(take(imported, "1").maker()).isEqualTo(OTHER.address());
	}

	@Test
	void anOwnOrderIsNotImportedAgain() {
		SignedOrder signed = this.client.getSignedOrder(sellFor(WALLET.address()).id());
		this.client.cancelOrder(signed.order().id());
		recreate(WALLET);
		assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrder(signed));
		assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrders(List.of(signed)));
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
	}

	@Test
	void anOrderOfAFormerWalletIsNotImported() {
		SignedOrder signed = this.client.getSignedOrder(sellFor(WALLET.address()).id());
		recreate(HdWallet.random(BitcoinNetwork.REGTEST));
		assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrder(signed));
	}

	@Test
	void anEvictedImportedOrderIsNotImportedAgain() {
		SignedOrder signed = signedByTheOther();
		take(this.client.importOrder(signed), "1");
		evictClosedOrders();
		assertRefused(ErrorCode.ORDER_NOT_FOUND, (client) -> client.getOrder(signed.order().id()));
		assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrder(signed));
		this.clock.advance(HOUR.minusNanos(1000));
		assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrders(List.of(signed)));
	}

	@Test
	void anImportedOrderIsNotImportedAgainAfterCreate() {
		SignedOrder filled = signedByTheOther();
		SignedOrder open = signedByTheOther();
		take(this.client.importOrder(filled), "1");
		evictClosedOrders();
		this.client.importOrder(open);
		recreate(WALLET);
		recreate(WALLET);
		assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrder(filled));
		assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrder(open));
	}

	@Test
	void manyIdsStayUsedAfterCreate() {
		List<SignedOrder> signed = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			signed.add(signedByTheOther());
		}
		this.client.importOrders(signed);
		recreate(WALLET);
		for (SignedOrder order : signed) {
			assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrder(order));
		}
	}

	@Test
	void aClockThatIsSetBackAllowsNoSecondImport() {
		SignedOrder signed = signedByTheOther();
		take(this.client.importOrder(signed), "1");
		evictClosedOrders();
		this.clock.advance(HOUR.multipliedBy(2));
		// The time of a log is that of its newest command
		this.client.importOrder(signedByTheOther());
		freeExpiredIds();
		this.clock.advance(HOUR.multipliedBy(-2));
		// The time of a log is not set back, so the order has expired there
		assertRefused(this.kind.hasLog() ? ErrorCode.INVALID_ARGUMENT : ErrorCode.CLOCK_SET_BACK,
				(client) -> client.importOrder(signed));
	}

	@Test
	void aClockThatWasADayAheadNamesTheExpiryFromWhichOrdersCanBeImported() {
		assumeThat(this.kind.hasLog()).isFalse();
		this.clock.advance(Duration.ofDays(1));
		SignedOrder ahead = signedByTheOther();
		take(this.client.importOrder(ahead), "1");
		evictClosedOrders();
		this.clock.advance(HOUR.multipliedBy(2));
		freeExpiredIds();
		this.clock.advance(Duration.ofDays(-1).minus(HOUR.multipliedBy(2)));
		SignedOrder honest = signedByTheOther();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.importOrder(honest))
			.withMessageContaining("the order " + honest.order().id())
			.withMessageContaining("had passed " + ahead.order().expiry())
			.withMessageContaining("Import an order that expires later")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.CLOCK_SET_BACK);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.importOrders(List.of(honest)))
			.withMessageContaining("orders[0]")
			.withMessageContaining("had passed " + ahead.order().expiry())
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.CLOCK_SET_BACK);
		Order later = createLasting(this.other, this.other.getAddress(), Duration.ofDays(2));
		assertThat(this.client.importOrder(this.other.getSignedOrder(later.id())).id()).isEqualTo(later.id());
	}

	@Test
	void anOrderThatExpiresAfterTheMaximumIsRefused() {
		Duration tooLong = DarkSwapConfig.DEFAULT_MAXIMUM_EXPIRY.plusNanos(1000);
		NewOrder order = new NewOrder(BTC, RUNE, OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN, MAKER, tooLong);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> createLasting(this.client, MAKER, tooLong))
			.withMessageContaining("option maximum-expiry")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> this.client.createOrders(List.of(newSell(RUNE, "1", "1"), order)))
			.withMessageContaining("orders[1]")
			.withMessageContaining("option maximum-expiry")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
		assertThat(createLasting(this.client, MAKER, DarkSwapConfig.DEFAULT_MAXIMUM_EXPIRY).status())
			.isEqualTo(OrderStatus.OPEN);
	}

	@Test
	void anOrderThatExpiresTooLateHereIsNotImported() {
		DarkSwapConfig longer = new DarkSwapConfig(BitcoinNetwork.REGTEST, OTHER, 1, 1, true, Duration.ofDays(31));
		try (DarkSwapClient patient = clientOf(longer)) {
			Order order = createLasting(patient, OTHER.address(), Duration.ofDays(31));
			SignedOrder signed = patient.getSignedOrder(order.id());
			assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> client.importOrder(signed));
			this.clock.advance(Duration.ofDays(1));
			assertThat(this.client.importOrder(signed).id()).isEqualTo(order.id());
		}
	}

	@Test
	void anOrderThatItsMakerDidNotSignIsNotImported() {
		SignedOrder signed = signedByTheOther();
		SignedOrder forged = new SignedOrder(signed.order(),
				this.client.getSignedOrder(sellFor(WALLET.address()).id()).signature());
		assertRefused(ErrorCode.SIGNATURE_INVALID, (client) -> client.importOrder(forged));
		assertRefused(ErrorCode.ORDER_NOT_FOUND, (client) -> client.getOrder(forged.order().id()));
	}

	@Test
	void aSignatureThatIsNotHexadecimalIsRefused() {
		SignedOrder signed = new SignedOrder(signedByTheOther().order(), "zz");
		assertRefused(ErrorCode.SIGNATURE_INVALID, (client) -> client.importOrder(signed));
	}

	@Test
	void theIdOfAnothersOrderIsRefused() {
		Order honest = signedByTheOther().order();
		Order squatting = new Order(honest.id(), WALLET.address(), BTC, RUNE, OrderSide.SELL, decimal("1"),
				decimal("1"), decimal("1000"), OrderStatus.OPEN, honest.timestamp(), honest.expiry());
		SignedOrder signed = sign(WALLET, squatting);
		assertThat(this.client.verify(signed)).isFalse();
		assertRefused(ErrorCode.ORDER_ID_MISMATCH, (client) -> client.importOrder(signed));
		assertRefused(ErrorCode.ORDER_ID_MISMATCH, (client) -> client.importOrders(List.of(signed)));
		assertRefused(ErrorCode.ORDER_NOT_FOUND, (client) -> client.getOrder(honest.id()));
	}

	@Test
	void anOrderCreatedWithoutAClientIsImportedWithItsDerivedId() {
		Order draft = new Order(new UUID(7, 0), OTHER.address(), BTC, RUNE, OrderSide.SELL, decimal("1"), decimal("1"),
				decimal("10"), OrderStatus.OPEN, this.clock.instant(), this.clock.instant().plus(HOUR));
		Order named = withId(draft, OrderHash.idOf(BitcoinNetwork.REGTEST, draft));
		assertThat(this.client.importOrder(sign(OTHER, named))).isEqualTo(named);
	}

	@Test
	void equalOrdersOfOneMomentHaveDifferentIds() {
		Set<UUID> ids = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			ids.add(sellFor(WALLET.address()).id());
		}
		this.client.createOrders(Collections.nCopies(200, newSellOf(WALLET.address())))
			.forEach((order) -> ids.add(order.id()));
		assertThat(ids).hasSize(400);
	}

	@Test
	void anOrderOfAnotherNetworkIsNotImported() {
		Wallet testnet = HdWallet.random(BitcoinNetwork.TESTNET);
		Wallet signet = HdWallet.random(BitcoinNetwork.SIGNET);
		try (DarkSwapClient from = clientOf(new DarkSwapConfig(BitcoinNetwork.TESTNET, testnet));
				DarkSwapClient to = clientOf(new DarkSwapConfig(BitcoinNetwork.SIGNET, signet))) {
			SignedOrder signed = from.getSignedOrder(createWith(from, testnet.address()).id());
			assertThat(from.verify(signed)).isTrue();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> to.importOrder(signed))
				.withMessageContaining("SIGNET")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.SIGNATURE_INVALID);
		}
	}

	@Test
	void anOrderThatIsSignedInTheFirstFormatIsRefusedByName() throws Exception {
		Order order = signedByTheOther().order();
		SignedOrder signed = new SignedOrder(order, HexFormat.of().formatHex(OTHER.sign(firstHash(order))));
		assertThat(this.client.verify(signed)).isFalse();
		assertRefused(ErrorCode.SIGNATURE_OUTDATED, (client) -> client.importOrder(signed));
	}

	@Test
	void anAddressInCapitalsIsTheSameAddress() {
		Order order = sellFor(WALLET.address().toUpperCase(Locale.ROOT));
		assertThat(order.maker()).isEqualTo(WALLET.address());
		assertThat(this.client.verify(order)).isTrue();
		SignedOrder signed = signedByTheOther();
		Order capitals = signed.order();
		capitals = new Order(capitals.id(), capitals.maker().toUpperCase(Locale.ROOT), BTC, RUNE, capitals.side(),
				capitals.amount(), capitals.remaining(), capitals.price(), capitals.status(), capitals.timestamp(),
				capitals.expiry());
		Order imported = this.client.importOrder(new SignedOrder(capitals, signed.signature()));
		assertThat(imported.maker()).isEqualTo(OTHER.address());
		assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrder(signed));
	}

	@Test
	void aWalletWithAnAddressInCapitalsRecognizesItsOrders() {
		Wallet capitals = new InCapitals(OTHER);
		SignedOrder signed = signedByTheOther();
		try (DarkSwapClient own = clientOf(new DarkSwapConfig(BitcoinNetwork.REGTEST, capitals))) {
			assertThat(own.getAddress()).isEqualTo(OTHER.address());
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> own.importOrder(signed))
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.DUPLICATE_ORDER);
			own.cancelOrder(createWith(own, OTHER.address()).id());
			assertThat(own.getOrders(BTC, RUNE)).isEmpty();
		}
	}

	@Test
	void anOrderIsImportedOnce() {
		SignedOrder signed = signedByTheOther();
		this.client.importOrder(signed);
		assertRefused(ErrorCode.DUPLICATE_ORDER, (client) -> client.importOrder(signed));
	}

	@Test
	void anOrderThatHasExpiredIsNotImported() {
		SignedOrder signed = signedByTheOther();
		this.clock.advance(HOUR);
		assertRefused(ErrorCode.INVALID_ARGUMENT, (client) -> client.importOrder(signed));
	}

	@Test
	void manyOrdersAreImportedAtOnce() {
		List<SignedOrder> signed = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			signed.add(signedByTheOther());
		}
		List<Order> imported = this.client.importOrders(signed);
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactlyElementsOf(imported);
		assertRefused(ErrorCode.NOT_THE_MAKER, (client) -> client.cancelOrder(imported.get(0).id()));
	}

	@Test
	void oneForgedOrderIsNamedAndNoOrderEnters() {
		SignedOrder good = signedByTheOther();
		SignedOrder forged = new SignedOrder(signedByTheOther().order(), good.signature());
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> this.client.importOrders(List.of(good, forged)))
			.withMessageStartingWith("orders[1]: ")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.SIGNATURE_INVALID);
		assertRefused(ErrorCode.ORDER_NOT_FOUND, (client) -> client.getOrder(good.order().id()));
	}

	@Test
	void anUnsignedOrderHasNoSignatureToReturn() {
		try (DarkSwapClient unsigned = clientOf(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, 1, 1, false))) {
			Order order = createWith(unsigned, WALLET.address());
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> unsigned.getSignedOrder(order.id()))
				.withMessageContaining("sign-orders")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.SIGNATURE_MISSING);
		}
	}

	@Test
	void anOrderThatCannotBeSignedIsNotCreated() {
		HdWallet closed = HdWallet.random(BitcoinNetwork.REGTEST);
		try (DarkSwapClient unable = clientOf(new DarkSwapConfig(BitcoinNetwork.REGTEST, closed))) {
			closed.close();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> createWith(unable, closed.address()))
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.WALLET_SIGNING_FAILED);
			assertThat(unable.getOrders(BTC, RUNE)).isEmpty();
		}
	}

	private void recreate(Wallet wallet) {
		this.client.create(new DarkSwapConfig(BitcoinNetwork.REGTEST, wallet));
		this.client.start();
	}

	/** Closes more orders than the history holds. */
	private void evictClosedOrders() {
		for (int i = 0; i <= HISTORY; i++) {
			this.client.cancelOrder(sellFor(WALLET.address()).id());
		}
	}

	/** As the client does at every sweep interval. */
	private void freeExpiredIds() {
		try (EngineSession session = this.client.lifecycle.created().first().engine().open()) {
			session.sweep(Timestamps.now(this.clock));
		}
	}

	/** An order to sell, for a maker. */
	private static NewOrder newSellOf(String maker) {
		return new NewOrder(BTC, RUNE, OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN, maker, HOUR);
	}

	private static SignedOrder sign(Wallet wallet, Order order) {
		return new SignedOrder(order,
				HexFormat.of().formatHex(wallet.sign(OrderHash.of(BitcoinNetwork.REGTEST, order))));
	}

	private static Order withId(Order order, UUID id) {
		return new Order(id, order.maker(), order.baseAsset(), order.quoteAsset(), order.side(), order.amount(),
				order.remaining(), order.price(), order.status(), order.timestamp(), order.expiry());
	}

	/**
	 * The hash that the first version signed: bitcoin for 840000:3 at 10, one for sale.
	 */
	private static byte[] firstHash(Order order) throws Exception {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		byte[] tag = digest.digest("DarkSwap/order".getBytes(StandardCharsets.US_ASCII));
		byte[] maker = order.maker().getBytes(StandardCharsets.US_ASCII);
		ByteBuffer bytes = ByteBuffer.allocate(76 + maker.length);
		bytes.putLong(order.id().getMostSignificantBits()).putLong(order.id().getLeastSignificantBits());
		bytes.put((byte) 0).putLong(0).putLong(0);
		bytes.put((byte) 1).putLong(840_000).putLong(3);
		bytes.put((byte) 1).putLong(100_000_000L).putLong(1_000_000_000L);
		bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, order.expiry()));
		bytes.put((byte) maker.length).put(maker);
		digest.update(tag);
		digest.update(tag);
		return digest.digest(bytes.array());
	}

	/** A wallet that writes its address in capitals. */
	private record InCapitals(Wallet wallet) implements Wallet {

		@Override
		public String address() {
			return this.wallet.address().toUpperCase(Locale.ROOT);
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

	private SignedOrder signedByTheOther() {
		return this.other.getSignedOrder(createWith(this.other, OTHER.address()).id());
	}

	private Order sellFor(String maker) {
		return createWith(this.client, maker);
	}

	private static Order createWith(DarkSwapClient client, String maker) {
		return createLasting(client, maker, HOUR);
	}

	private static Order createLasting(DarkSwapClient client, String maker, Duration expiry) {
		return client.createOrder(BTC, RUNE, OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN, maker, expiry);
	}

	private DarkSwapClient clientOf(DarkSwapConfig config) {
		DarkSwapClient made = this.kind.builder().clock(this.clock).config(config).build();
		made.initialize();
		return made;
	}

}
