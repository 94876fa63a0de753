package io.darkswap.wasm.signing;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.wallet.SignatureVerifier;
import io.darkswap.wasm.wallet.Wallet;
import org.jspecify.annotations.Nullable;

/**
 * Signs a client's own orders and verifies the signatures of others. Thread-safe, as the
 * wallet is.
 */
public final class OrderSigner {

	private static final int SIGNATURE_SIZE = 64;

	/**
	 * A signature takes tens of microseconds: fewer orders are not worth another thread.
	 */
	private static final int PARALLEL = 16;

	private final Wallet wallet;

	private final BitcoinNetwork network;

	private final Address address;

	private final boolean signs;

	private final Set<String> formerAddresses;

	/**
	 * Create a signer.
	 * @param wallet the wallet
	 * @param network the network of the signatures
	 * @param signs whether orders are signed
	 * @param formerAddresses the addresses of the client's former wallets, whose orders
	 * are not imported
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} if the wallet has
	 * no address
	 */
	public OrderSigner(Wallet wallet, BitcoinNetwork network, boolean signs, Set<String> formerAddresses) {
		this.wallet = wallet;
		this.network = network;
		this.address = addressOf(wallet);
		this.signs = signs;
		this.formerAddresses = formerAddresses;
	}

	private static Address addressOf(Wallet wallet) {
		try {
			return Addresses.of(wallet.address(), "wallet's address");
		}
		catch (RuntimeException ex) {
			throw new DarkSwapException(ErrorCode.WALLET_INVALID,
					"The wallet does not return its address: correct the Wallet. %s".formatted(ex.getMessage()), ex);
		}
	}

	/** Returns the wallet's address. */
	public Address address() {
		return this.address;
	}

	/**
	 * Returns whether the orders of a maker are signed. Only the wallet's own orders are,
	 * because it cannot sign for another address.
	 */
	public boolean signsFor(Address maker) {
		return this.signs && isOwn(maker);
	}

	private boolean isOwn(Address maker) {
		return maker == this.address || maker.text().equals(this.address.text());
	}

	/**
	 * Returns the order with the id that is derived from it and the wallet's signature,
	 * if orders of its maker are signed.
	 */
	public OrderCommand sign(OrderCommand order) {
		if (!signsFor(order.maker())) {
			return order;
		}
		OrderCommand named = order.withId(OrderHash.idOf(this.network, order));
		return named.signed(signature(named));
	}

	public List<OrderCommand> signAll(List<OrderCommand> orders) {
		return this.signs ? onAllCores(orders).map(this::sign).toList() : orders;
	}

	private byte[] signature(OrderCommand order) {
		byte @Nullable [] signature;
		try {
			signature = this.wallet.sign(OrderHash.of(this.network, order));
		}
		catch (RuntimeException ex) {
			throw new DarkSwapException(ErrorCode.WALLET_SIGNING_FAILED,
					"The wallet could not sign the order, which was not made: look at the cause", ex);
		}
		if (signature == null || signature.length != SIGNATURE_SIZE) {
			throw new DarkSwapException(ErrorCode.WALLET_SIGNING_FAILED,
					"The wallet did not return a signature of 64 bytes, so the order was not made");
		}
		return signature;
	}

	/**
	 * Returns whether a maker signed an order, and its id is derived from the content.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if its fields are
	 * not valid
	 */
	public boolean isSignedByMaker(SignedOrder signed) {
		OrderCommand order = OrderCommand.of(signed.order());
		return verify(order, OrderHash.of(this.network, order), bytes(signed.signature())) && hasDerivedId(order);
	}

	private boolean verify(OrderCommand order, byte[] hash, byte[] signature) {
		return SignatureVerifier.verify(this.network, order.maker().text(), hash, signature);
	}

	private boolean hasDerivedId(OrderCommand order) {
		return order.id().equals(OrderHash.idOf(this.network, order));
	}

	/**
	 * Returns another client's order with its signature, after verifying it.
	 * @throws DarkSwapException with {@link ErrorCode#SIGNATURE_INVALID},
	 * {@link ErrorCode#SIGNATURE_OUTDATED}, {@link ErrorCode#ORDER_ID_MISMATCH},
	 * {@link ErrorCode#INVALID_ARGUMENT} if its fields are not valid, or
	 * {@link ErrorCode#DUPLICATE_ORDER} if this client created it
	 */
	public OrderCommand verified(SignedOrder signed) {
		OrderCommand order = OrderCommand.of(signed.order());
		byte[] signature = bytes(signed.signature());
		if (!verify(order, OrderHash.of(this.network, order), signature)) {
			throw notSigned(order, signature);
		}
		if (!hasDerivedId(order)) {
			throw new DarkSwapException(ErrorCode.ORDER_ID_MISMATCH,
					"The id %s is not derived from the order that is signed, so it may be another order's: it was not imported"
						.formatted(order.id()));
		}
		if (isOwn(order.maker()) || this.formerAddresses.contains(order.maker().text())) {
			throw new DarkSwapException(ErrorCode.DUPLICATE_ORDER,
					"The order %s is this client's own: it may have been filled or cancelled, so it is not imported; make a new order"
						.formatted(order.id()));
		}
		return order.signed(signature).fromAnotherClient();
	}

	private DarkSwapException notSigned(OrderCommand order, byte[] signature) {
		if (verify(order, OrderHash.ofFirstVersion(order), signature)) {
			return new DarkSwapException(ErrorCode.SIGNATURE_OUTDATED,
					"The order %s is signed in the first format, which names no network: its maker has to make it again with this version"
						.formatted(order.id()));
		}
		return new DarkSwapException(ErrorCode.SIGNATURE_INVALID,
				"The order %s is not signed by its maker for %s: it was not imported".formatted(order.id(),
						this.network));
	}

	/**
	 * Verifies many orders, on all cores.
	 * @throws DarkSwapException as {@link #verified} does, naming the position of the
	 * first that is refused
	 */
	public List<OrderCommand> allVerified(List<SignedOrder> orders, long now) {
		List<Integer> positions = IntStream.range(0, orders.size()).boxed().toList();
		return onAllCores(positions).map((position) -> verified(orders, position, now)).toList();
	}

	private OrderCommand verified(List<SignedOrder> orders, int position, long now) {
		try {
			Arguments.notNull(orders.get(position), "order");
			return verified(orders.get(position)).enteredAt(now);
		}
		catch (DarkSwapException ex) {
			throw new DarkSwapException(ex.code(), "orders[%d]: %s".formatted(position, ex.getMessage()), ex,
					ex.option().orElse(null));
		}
	}

	private static <T> Stream<T> onAllCores(List<T> items) {
		return (items.size() < PARALLEL) ? items.stream() : items.parallelStream();
	}

	private static byte[] bytes(String signature) {
		try {
			return HexFormat.of().parseHex(signature);
		}
		catch (IllegalArgumentException ex) {
			throw new DarkSwapException(ErrorCode.SIGNATURE_INVALID,
					"The signature is not hexadecimal: it has 128 digits of 0-9 and a-f", ex);
		}
	}

}
