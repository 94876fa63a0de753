package io.darkswap.wasm.model;

import java.util.HexFormat;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.signing.OrderHash;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;

/** The signers of orders. */
enum Maker {

	/** The client's own wallet. */
	SELF,

	/** Another wallet. */
	STRANGER,

	/** A signer that uses another wallet's address. */
	FORGER;

	static final String FORGED = "5".repeat(128);

	private final Wallet wallet = HdWallet.random(BitcoinNetwork.REGTEST);

	Wallet wallet() {
		return this.wallet;
	}

	SignedOrder sign(Order order) {
		Order named = named(order);
		return new SignedOrder(named, (this == FORGER) ? FORGED : signature(named));
	}

	/** Returns the order with its derived id, if its fields are valid. */
	private static Order named(Order order) {
		try {
			return new Order(OrderHash.idOf(BitcoinNetwork.REGTEST, order), order.maker(), order.baseAsset(),
					order.quoteAsset(), order.side(), order.amount(), order.remaining(), order.price(), order.status(),
					order.timestamp(), order.expiry());
		}
		catch (DarkSwapException ex) {
			return order;
		}
	}

	/** Returns the signature. An invalid order gets none. */
	private String signature(Order order) {
		try {
			return HexFormat.of().formatHex(this.wallet.sign(OrderHash.of(BitcoinNetwork.REGTEST, order)));
		}
		catch (DarkSwapException ex) {
			return FORGED;
		}
	}

}
