package io.darkswap.wasm;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A started client of either kind with a command log, and short methods to restart it.
 */
abstract class LoggedClientContract {

	static final Asset BTC = Asset.bitcoin();

	static final Asset RUNE = Asset.rune("840000:3");

	static final TradingPair PAIR = new TradingPair(BTC, RUNE);

	static final Duration HOUR = Duration.ofHours(1);

	static final long SEGMENT = 1 << 20;

	final TestClock clock = new TestClock();

	final List<DarkSwapClient> clients = new ArrayList<>();

	final Wallet wallet = HdWallet.random(BitcoinNetwork.REGTEST);

	@Parameter
	ClientKind kind;

	@TempDir
	Path directory;

	DarkSwapClient client;

	@BeforeEach
	void openClient() {
		this.client = open(this.wallet);
	}

	@AfterEach
	void closeClients() {
		this.clients.forEach(DarkSwapClient::close);
	}

	long position() {
		return this.client.getLogStatus().orElseThrow().applied();
	}

	Order sell(String amount, String price) {
		return this.client.createOrder(BTC, RUNE, OrderSide.SELL, new BigDecimal(amount), new BigDecimal(price),
				"maker", HOUR);
	}

	void restart() {
		restart(this.wallet);
	}

	void restart(Wallet newWallet) {
		this.client.close();
		this.client = open(newWallet);
	}

	DarkSwapClient open(Wallet clientWallet) {
		DarkSwapClient opened = build(clientWallet);
		opened.initialize();
		return opened;
	}

	DarkSwapClient open(Wallet clientWallet, JournalOptions journal) {
		DarkSwapClient opened = build(clientWallet, journal, HOUR);
		opened.initialize();
		return opened;
	}

	DarkSwapClient build(Wallet clientWallet) {
		return build(clientWallet, journal(), HOUR);
	}

	DarkSwapClient build(Wallet clientWallet, JournalOptions journal, Duration sweepInterval) {
		DarkSwapClient built = builder().config(config(clientWallet))
			.log(LogOptions.of(journal))
			.sweepInterval(sweepInterval)
			.build();
		this.clients.add(built);
		return built;
	}

	DarkSwapClient.Builder builder() {
		return this.kind.builder().clock(this.clock).log(LogOptions.of(journal()));
	}

	JournalOptions journal() {
		return new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, FlushMode.OS);
	}

	static DarkSwapConfig config(Wallet wallet) {
		return new DarkSwapConfig(BitcoinNetwork.REGTEST, wallet, 3, 1000);
	}

	static void assertRefused(ErrorCode code, ThrowingCallable call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call)
			.extracting(DarkSwapException::code)
			.isEqualTo(code);
	}

}
