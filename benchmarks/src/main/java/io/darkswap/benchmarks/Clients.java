package io.darkswap.benchmarks;

import java.time.Duration;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.wallet.Wallet;

/**
 * Creates the measured clients. They do not sign orders, because no peer does.
 */
public final class Clients {

	public static final Asset BASE = Asset.bitcoin();

	public static final Asset QUOTE = Asset.rune("840000:3");

	public static final Duration DAY = Duration.ofDays(1);

	private Clients() {
	}

	/** Ours, with two instances: one for each core. */
	public static DarkSwapClient shared() {
		return started(SharedMemoryDarkSwapClient.builder(), 2);
	}

	public static DarkSwapClient shared(int instances) {
		return started(SharedMemoryDarkSwapClient.builder(), instances);
	}

	/** Ours with a command log. */
	public static DarkSwapClient logged(LogOptions log) {
		return started(SharedMemoryDarkSwapClient.builder().log(log), 2);
	}

	/** Peer (a). */
	public static DarkSwapClient plain() {
		return started(DarkSwapClient.builder(), 1);
	}

	public static DarkSwapClient of(String kind) {
		return switch (kind) {
			case "shared" -> shared();
			case "actuator" -> ObservedClient.timed();
			case "unobserved" -> ObservedClient.withoutHandler();
			default -> plain();
		};
	}

	public static DarkSwapClient started(DarkSwapClient.Builder builder, int instances) {
		DarkSwapClient client = builder.memory(new MemoryOptions(16, TradeFlow.PAGES, true))
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, new KeylessWallet(),
					DarkSwapConfig.DEFAULT_CLOSED_ORDER_HISTORY, TradeFlow.TRADES, false))
			.instances(instances)
			.build();
		client.initialize();
		return client;
	}

	/** A wallet with an address and without a key. */
	private record KeylessWallet() implements Wallet {

		@Override
		public String address() {
			return RawEngine.MAKER;
		}

		@Override
		public byte[] sign(byte[] hash32) {
			throw new UnsupportedOperationException("There is no key");
		}

		@Override
		public BitcoinNetwork network() {
			return BitcoinNetwork.REGTEST;
		}

	}

}
