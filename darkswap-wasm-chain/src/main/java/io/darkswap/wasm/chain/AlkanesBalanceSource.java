package io.darkswap.wasm.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.AssetType;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.wallet.BalanceSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.web.client.RestClient;

/**
 * Returns balances of alkanes from the
 * <a href="https://github.com/kungfuflex/alkanes-rs">alkanes</a> JSON-RPC method
 * {@code alkanes_protorunesbyaddress}: the sum of the address's confirmed unspent
 * outputs. Thread-safe.
 * <p>
 * Two kinds of server are in use. Older servers list {@code runes} with numbers as
 * hexadecimal strings. Newer servers list {@code balance_sheet.cached.balances} with JSON
 * numbers, of which they keep only the lower 64 bits: for an output of 2^64 smallest
 * units or more they return too little, which cannot be detected here. They also count
 * only outputs of at most 1,000 sat.
 */
public final class AlkanesBalanceSource implements BalanceSource {

	private static final int DECIMALS = 8;

	/** Alkanes are the protorunes of this protocol. */
	private static final String PROTOCOL_TAG = "1";

	private static final String LIMITATION = "Newer alkanes servers count only outputs of at most 1,000 sat: "
			+ "alkanes on larger outputs are missing from the balance";

	private final ChainClient client;

	private final Amounts amounts;

	private final ServerNetwork network;

	private final CoalescingCache<Map<String, BigInteger>> balances;

	/** Whether the server lists {@code runes}. */
	private volatile boolean older;

	/**
	 * Creates a source with a plain HTTP client.
	 * @param server the server
	 */
	public AlkanesBalanceSource(ChainServer server) {
		this(server, RestClient.builder());
	}

	/**
	 * Creates a source with an application's HTTP client: its headers, interceptors and
	 * observations apply, its request factory does not.
	 * @param server the server
	 * @param http the builder of the client, which is not changed
	 */
	public AlkanesBalanceSource(ChainServer server, RestClient.Builder http) {
		this(new ChainClient("The alkanes server", server, http), new CoalescingCache<>(server.cache()));
	}

	AlkanesBalanceSource(ChainClient client, CoalescingCache<Map<String, BigInteger>> balances) {
		this.client = client;
		this.amounts = new Amounts(client.failures());
		this.network = new ServerNetwork(client, this::fetchNetwork);
		this.balances = balances;
	}

	@Override
	public boolean supports(Asset asset) {
		return asset.type() == AssetType.ALKANE;
	}

	@Override
	public BigDecimal balance(String address, Asset asset) {
		Map<String, BigInteger> owned = this.balances.get(AddressNetworks.normalize(address), this::fetch);
		return new BigDecimal(owned.getOrDefault(asset.id(), BigInteger.ZERO), DECIMALS);
	}

	private static Map<String, Object> request(String method, Object parameter) {
		return Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameter));
	}

	/** Only servers that relay requests to a Bitcoin node support the method. */
	private @Nullable BitcoinNetwork fetchNetwork() {
		JsonNode answer = this.client.tryPost(request("btc_getblockhash", 0)).json();
		return ServerNetwork.ofGenesis(answer.path("result").asString(""));
	}

	/** Returns the limitation until an answer shows that the server is an older one. */
	@Override
	public Optional<String> limitation() {
		return this.older ? Optional.empty() : Optional.of(LIMITATION);
	}

	private Map<String, BigInteger> fetch(String address) {
		this.network.require(address);
		JsonNode answer = this.client
			.post(request("alkanes_protorunesbyaddress", Map.of("address", address, "protocolTag", PROTOCOL_TAG)));
		JsonNode error = answer.path("error");
		if (!error.isMissingNode() && !error.isNull()) {
			throw this.client.failures().error(Answer.messageOf(error));
		}
		Map<String, BigInteger> owned = new HashMap<>();
		for (JsonNode outpoint : array(answer.path("result").path("outpoints"))) {
			addOutpoint(outpoint, owned);
		}
		return Map.copyOf(owned);
	}

	private void addOutpoint(JsonNode outpoint, Map<String, BigInteger> owned) {
		if (outpoint.has("runes")) {
			this.older = true;
			for (JsonNode entry : array(outpoint.path("runes"))) {
				add(entry.path("rune").path("id"), entry.get("balance"), owned);
			}
		}
		else {
			for (JsonNode entry : array(outpoint.path("balance_sheet").path("cached").path("balances"))) {
				add(entry, entry.get("amount"), owned);
			}
		}
	}

	private void add(JsonNode id, JsonNode amount, Map<String, BigInteger> owned) {
		String key = this.amounts.unsigned(id.get("block"), "an alkane's block") + ":"
				+ this.amounts.unsigned(id.get("tx"), "an alkane's tx");
		BigInteger units = this.amounts.unsigned(amount, "the amount of " + key);
		this.amounts.inRange(owned.merge(key, units, BigInteger::add), "the amount of " + key);
	}

	private JsonNode array(JsonNode node) {
		if (!node.isArray()) {
			throw this.client.failures().malformed("there are no outpoints with balances in it");
		}
		return node;
	}

}
