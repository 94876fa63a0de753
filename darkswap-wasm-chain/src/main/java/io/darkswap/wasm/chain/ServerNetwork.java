package io.darkswap.wasm.chain;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.darkswap.wasm.BitcoinNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The network that a server indexes. Some servers return zero for addresses of other
 * networks, so it is requested before the first balance and compared. Thread-safe.
 */
final class ServerNetwork {

	/** Networks by the hash of their genesis block; testnet3 and testnet4 are TESTNET. */
	private static final Map<String, BitcoinNetwork> BY_GENESIS = Map.of(
			"000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f", BitcoinNetwork.MAINNET,
			"000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943", BitcoinNetwork.TESTNET,
			"00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043", BitcoinNetwork.TESTNET,
			"00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6", BitcoinNetwork.SIGNET,
			"0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206", BitcoinNetwork.REGTEST);

	private final @Nullable BitcoinNetwork expected;

	private final ChainFailures failures;

	private final Supplier<@Nullable BitcoinNetwork> request;

	private volatile @Nullable BitcoinNetwork known;

	/**
	 * Creates the network of a server.
	 * @param client the client of the server
	 * @param request requests the network; returns {@code null} if the answer does not
	 * contain it
	 */
	ServerNetwork(ChainClient client, Supplier<@Nullable BitcoinNetwork> request) {
		this.expected = client.server().network();
		this.failures = client.failures();
		this.request = request;
	}

	/** Returns the network of a genesis block, or {@code null} if it is unknown. */
	static @Nullable BitcoinNetwork ofGenesis(String hash) {
		return BY_GENESIS.get(hash);
	}

	/**
	 * Validates that the server indexes the network of an address, if the server reports
	 * its network.
	 * @throws ChainException if it indexes another network
	 */
	void require(String address) {
		BitcoinNetwork network = network();
		if (network == null) {
			return;
		}
		if (this.expected != null && this.expected != network) {
			throw this.failures.otherNetwork(network, EnumSet.of(this.expected));
		}
		Set<BitcoinNetwork> accepted = AddressNetworks.of(address);
		if (!accepted.contains(network)) {
			throw this.failures.otherNetwork(network, accepted);
		}
	}

	private @Nullable BitcoinNetwork network() {
		BitcoinNetwork network = this.known;
		if (network == null) {
			network = this.request.get();
			this.known = network;
		}
		return network;
	}

}
