package io.darkswap.wasm.chain;

import java.math.BigDecimal;
import java.util.Map;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.AssetType;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.wallet.BalanceSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.web.client.RestClient;

/**
 * Returns balances of runes from
 * <a href="https://docs.ordinals.com/guides/api.html">ord's JSON API</a>, of confirmed
 * transactions. ord lists an address's balances by the runes' names, so the rune's name
 * and divisibility are looked up first. Thread-safe.
 */
public final class OrdBalanceSource implements BalanceSource {

	/** The maximum divisibility of a rune in the runes protocol. */
	private static final int MAX_DIVISIBILITY = 38;

	/** Networks by their names in ord. */
	private static final Map<String, BitcoinNetwork> CHAINS = Map.of("mainnet", BitcoinNetwork.MAINNET, "testnet",
			BitcoinNetwork.TESTNET, "testnet4", BitcoinNetwork.TESTNET, "signet", BitcoinNetwork.SIGNET, "regtest",
			BitcoinNetwork.REGTEST);

	private final ChainClient client;

	private final Amounts amounts;

	private final ServerNetwork network;

	private final CoalescingCache<Rune> runes;

	private final CoalescingCache<JsonNode> balances;

	/**
	 * Creates a source with a plain HTTP client.
	 * @param server the server
	 */
	public OrdBalanceSource(ChainServer server) {
		this(server, RestClient.builder());
	}

	/**
	 * Creates a source with an application's HTTP client: its headers, interceptors and
	 * observations apply, its request factory does not.
	 * @param server the server
	 * @param http the builder of the client, which is not changed
	 */
	public OrdBalanceSource(ChainServer server, RestClient.Builder http) {
		this(new ChainClient("ord", server, http), new CoalescingCache<>(server.cache()),
				new CoalescingCache<>(server.cache()));
	}

	OrdBalanceSource(ChainClient client, CoalescingCache<Rune> runes, CoalescingCache<JsonNode> balances) {
		this.client = client;
		this.amounts = new Amounts(client.failures());
		this.network = new ServerNetwork(client, this::fetchNetwork);
		this.runes = runes;
		this.balances = balances;
	}

	@Override
	public boolean supports(Asset asset) {
		return asset.type() == AssetType.RUNE;
	}

	@Override
	public BigDecimal balance(String address, Asset asset) {
		Rune rune = this.runes.get(asset.id(), this::fetchRune);
		for (JsonNode balance : this.balances.get(AddressNetworks.normalize(address), this::fetchBalances)) {
			// Each is the spaced name, the amount, and the symbol or null.
			if (rune.name().equals(balance.path(0).asString(""))) {
				return this.amounts.decimal(balance.get(1), rune.divisibility(), "the balance of " + asset);
			}
		}
		return BigDecimal.valueOf(0, rune.divisibility());
	}

	private @Nullable BitcoinNetwork fetchNetwork() {
		return CHAINS.get(this.client.tryGet("status").json().path("chain").asString(""));
	}

	private Rune fetchRune(String id) {
		JsonNode answer = this.client.get("rune", id);
		JsonNode name = answer.path("entry").path("spaced_rune");
		JsonNode divisibility = answer.path("entry").path("divisibility");
		boolean valid = name.isString() && divisibility.canConvertToInt() && divisibility.intValue() >= 0
				&& divisibility.intValue() <= MAX_DIVISIBILITY && id.equals(answer.path("id").asString(""));
		if (!valid) {
			throw this.client.failures().malformed("there is no rune " + id + " with name and divisibility in it");
		}
		return new Rune(name.stringValue(), divisibility.intValue());
	}

	private JsonNode fetchBalances(String address) {
		this.network.require(address);
		JsonNode answer = this.client.get("address", address);
		JsonNode balances = answer.get("runes_balances");
		if (balances != null && balances.isNull()) {
			throw this.client.failures().notIndexed("--index-runes");
		}
		if (balances == null || !balances.isArray()) {
			throw this.client.failures().malformed("there are no runes_balances in it");
		}
		for (JsonNode balance : balances) {
			if (!balance.path(0).isString() || !balance.path(1).isString()) {
				throw this.client.failures().malformed("runes_balances are not names and amounts");
			}
		}
		return balances;
	}

	/**
	 * The unchanging properties of a rune.
	 *
	 * @param name with its spacers
	 * @param divisibility how many decimals it has
	 */
	record Rune(String name, int divisibility) {

	}

}
