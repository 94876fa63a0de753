package io.darkswap.wasm.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.AssetType;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.wallet.BalanceSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.web.client.RestClient;

/**
 * Returns balances of bitcoin from
 * <a href="https://github.com/Blockstream/esplora/blob/master/API.md">Esplora's REST
 * API</a>, as Blockstream and mempool.space serve it: the sum of confirmed and
 * unconfirmed transactions. Thread-safe.
 */
public final class EsploraBalanceSource implements BalanceSource {

	private static final int DECIMALS = 8;

	/** 21 million BTC. */
	private static final BigInteger ALL_SATOSHI = BigInteger.valueOf(2_100_000_000_000_000L);

	private final ChainClient client;

	private final Amounts amounts;

	private final ServerNetwork network;

	private final CoalescingCache<BigDecimal> balances;

	/**
	 * Creates a source with a plain HTTP client.
	 * @param server the server
	 */
	public EsploraBalanceSource(ChainServer server) {
		this(server, RestClient.builder());
	}

	/**
	 * Creates a source with an application's HTTP client: its headers, interceptors and
	 * observations apply, its request factory does not.
	 * @param server the server
	 * @param http the builder of the client, which is not changed
	 */
	public EsploraBalanceSource(ChainServer server, RestClient.Builder http) {
		this(new ChainClient("Esplora", server, http), new CoalescingCache<>(server.cache()));
	}

	EsploraBalanceSource(ChainClient client, CoalescingCache<BigDecimal> balances) {
		this.client = client;
		this.amounts = new Amounts(client.failures());
		this.network = new ServerNetwork(client, this::fetchNetwork);
		this.balances = balances;
	}

	@Override
	public boolean supports(Asset asset) {
		return asset.type() == AssetType.BITCOIN;
	}

	@Override
	public BigDecimal balance(String address, Asset asset) {
		return this.balances.get(AddressNetworks.normalize(address), this::fetch);
	}

	private @Nullable BitcoinNetwork fetchNetwork() {
		byte[] hash = this.client.tryGet("block-height", "0").body();
		return ServerNetwork.ofGenesis(new String(hash, StandardCharsets.UTF_8).strip());
	}

	private BigDecimal fetch(String address) {
		this.network.require(address);
		JsonNode stats = this.client.get("address", address);
		if (!address.equals(AddressNetworks.normalize(stats.path("address").asString(address)))) {
			throw this.client.failures().malformed("it is of another address");
		}
		// Spending confirmed outputs makes the mempool's part negative.
		BigInteger satoshi = unspent(stats, "chain_stats").add(unspent(stats, "mempool_stats"));
		if (satoshi.signum() < 0 || satoshi.compareTo(ALL_SATOSHI) > 0) {
			throw this.client.failures().malformed("the balance is negative or above 21 million BTC");
		}
		return new BigDecimal(satoshi, DECIMALS);
	}

	private BigInteger unspent(JsonNode address, String part) {
		JsonNode stats = address.path(part);
		return this.amounts.integer(stats.get("funded_txo_sum"), part + ".funded_txo_sum")
			.subtract(this.amounts.integer(stats.get("spent_txo_sum"), part + ".spent_txo_sum"));
	}

}
