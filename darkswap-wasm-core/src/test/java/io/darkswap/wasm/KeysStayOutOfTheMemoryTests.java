package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import fr.acinq.bitcoin.Base58;
import fr.acinq.bitcoin.PrivateKey;
import io.darkswap.wasm.engine.EngineMemory;
import io.darkswap.wasm.events.EventListeners;
import io.darkswap.wasm.trading.ClientSettings;
import io.darkswap.wasm.trading.Trading;
import io.darkswap.wasm.trading.TradingFactory;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A wallet signs orders, but no part of its key is ever in the linear memory. */
class KeysStayOutOfTheMemoryTests {

	private static final byte[] KEY = HexFormat.of()
		.parseHex("8f3c1b5ad2e64790a1b2c3d4e5f60718293a4b5c6d7e8f9011223344556677ff");

	/** Shorter parts might occur by chance. */
	private static final int PART = 6;

	private static final Duration HOUR = Duration.ofHours(1);

	@Test
	void noPartOfTheKeyIsFoundAfterOrdersWereSignedAndTaken() {
		HdWallet wallet = HdWallet.fromWif(wif(), BitcoinNetwork.REGTEST);
		DarkSwapConfig config = new DarkSwapConfig(BitcoinNetwork.REGTEST, wallet);
		ClientSettings settings = SharedMemoryDarkSwapClient.builder().settings();
		EventListeners nobody = new EventListeners(1, Clock.systemUTC());
		TradingFactory factory = new TradingFactory(settings.engine(), nobody, () -> {
		});
		try (Trading trading = factory.begin(config, Set.of())) {
			trading.engine().setEventsEnabled(true);
			Order last = null;
			for (int i = 0; i < 200; i++) {
				last = trading.book().createOrders(List.of(order(wallet.address()))).get(0);
				trading.book().takeOrder(last.id(), new BigDecimal("0.5"));
			}
			byte[] memory = EngineMemory.copy(trading.engine());
			assertThat(last).isNotNull();
			assertThat(contains(memory, signatureOf(trading, last))).as("the signature is in the memory").isTrue();
			for (int from = 0; from + PART <= KEY.length; from++) {
				assertThat(contains(memory, Arrays.copyOfRange(KEY, from, from + PART))).as("part %d", from).isFalse();
			}
		}
		finally {
			settings.loader().close();
		}
	}

	private static byte[] signatureOf(Trading trading, Order order) {
		return HexFormat.of().parseHex(trading.book().getSignedOrder(order.id()).signature());
	}

	private static NewOrder order(String maker) {
		return new NewOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN,
				maker, HOUR);
	}

	private static char[] wif() {
		return new PrivateKey(KEY).toBase58(Base58.Prefix.SecretKeyTestnet).toCharArray();
	}

	private static boolean contains(byte[] memory, byte[] part) {
		for (int at = 0; at + part.length <= memory.length; at++) {
			if (memory[at] == part[0] && Arrays.equals(memory, at, at + part.length, part, 0, part.length)) {
				return true;
			}
		}
		return false;
	}

}
