package io.darkswap.wasm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

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

/** How both clients sign orders, and take in those that others signed. */
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
	void anOrderThatWasChangedIsNotTheOneThatWasSigned() {
		Order order = sellFor(WALLET.address());
		Order changed = new Order(order.id(), order.maker(), order.baseAsset(), order.quoteAsset(), order.side(),
				order.amount(), order.remaining(), order.price().add(BigDecimal.ONE), order.status(), order.timestamp(),
				order.expiry());
		assertThat(this.client.verify(changed)).isFalse();
	}

	@Test
	void anOrderForAnothersAddressIsNotSignedByThatOne() {
		assertThat(this.client.verify(sellFor(OTHER.address()))).isFalse();
	}

	@Test
	void anOrderThatIsTakenInPartIsStillTheOneThatWasSigned() {
		Order order = sellFor(WALLET.address());
		take(order, "0.25");
		assertThat(this.client.verify(this.client.getOrder(order.id()))).isTrue();
	}

	@Test
	void anImportedOrderStandsInTheBookWithItsSignature() {
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
	void aMakerMayCancelTheOrderThatItImportedAgain() {
		SignedOrder signed = this.client.getSignedOrder(sellFor(WALLET.address()).id());
		this.client.create(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET));
		this.client.start();
		Order again = this.client.importOrder(signed);
		this.client.cancelOrder(again.id());
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
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
	void oneForgedOrderIsNamedAndKeepsAllOut() {
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
	void whereOrdersAreNotSignedThereIsNoneToShow() {
		try (DarkSwapClient unsigned = clientOf(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, 1, 1, false))) {
			Order order = createWith(unsigned, WALLET.address());
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> unsigned.getSignedOrder(order.id()))
				.withMessageContaining("darkswap.wallet.sign-orders")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.SIGNATURE_MISSING);
		}
	}

	@Test
	void anOrderThatCannotBeSignedIsNotMade() {
		HdWallet closed = HdWallet.random(BitcoinNetwork.REGTEST);
		try (DarkSwapClient unable = clientOf(new DarkSwapConfig(BitcoinNetwork.REGTEST, closed))) {
			closed.close();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> createWith(unable, closed.address()))
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.WALLET_SIGNING_FAILED);
			assertThat(unable.getOrders(BTC, RUNE)).isEmpty();
		}
	}

	private SignedOrder signedByTheOther() {
		return this.other.getSignedOrder(createWith(this.other, OTHER.address()).id());
	}

	private Order sellFor(String maker) {
		return createWith(this.client, maker);
	}

	private static Order createWith(DarkSwapClient client, String maker) {
		return client.createOrder(BTC, RUNE, OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN, maker, HOUR);
	}

	private DarkSwapClient clientOf(DarkSwapConfig config) {
		DarkSwapClient made = this.kind.builder().clock(this.clock).config(config).build();
		made.initialize();
		return made;
	}

}
