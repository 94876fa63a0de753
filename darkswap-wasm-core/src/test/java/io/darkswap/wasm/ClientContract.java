package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Consumer;

import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A started client of either kind, and short methods to trade with it. */
abstract class ClientContract {

	static final Asset BTC = Asset.bitcoin();

	static final Asset RUNE = Asset.rune("840000:3");

	static final Asset ALKANE = Asset.alkane("2:0");

	static final String MAKER = "bcrt1qmaker";

	static final Duration HOUR = Duration.ofHours(1);

	static final Wallet WALLET = HdWallet.random(BitcoinNetwork.REGTEST);

	static final int HISTORY = 3;

	final TestClock clock = new TestClock();

	@Parameter
	ClientKind kind;

	DarkSwapClient client;

	@BeforeEach
	void openClient() {
		this.client = this.kind.builder()
			.clock(this.clock)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, HISTORY, tradeHistory()))
			.build();
		this.client.initialize();
	}

	@AfterEach
	void closeClient() {
		this.client.close();
	}

	int tradeHistory() {
		return HISTORY;
	}

	Order sell(String amount, String price) {
		return create(OrderSide.SELL, amount, price);
	}

	Order buy(String amount, String price) {
		return create(OrderSide.BUY, amount, price);
	}

	private Order create(OrderSide side, String amount, String price) {
		return this.client.createOrder(BTC, RUNE, side, new BigDecimal(amount), new BigDecimal(price), MAKER, HOUR);
	}

	Trade take(Order order, String amount) {
		return this.client.takeOrder(order.id(), new BigDecimal(amount));
	}

	static NewOrder newSell(Asset quote, String amount, String price) {
		return new NewOrder(BTC, quote, OrderSide.SELL, new BigDecimal(amount), new BigDecimal(price), MAKER, HOUR);
	}

	static PriceLevel level(String price, String amount, int orders) {
		return new PriceLevel(decimal(price), decimal(amount), orders);
	}

	static BigDecimal decimal(String value) {
		return new BigDecimal(value).setScale(8);
	}

	void assertRefused(ErrorCode code, Consumer<DarkSwapClient> call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> call.accept(this.client))
			.extracting(DarkSwapException::code)
			.isEqualTo(code);
	}

}
