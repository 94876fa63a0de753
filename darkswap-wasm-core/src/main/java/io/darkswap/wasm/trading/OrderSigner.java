package io.darkswap.wasm.trading;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.SignedOrder;
import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.wallet.SignatureVerifier;
import io.darkswap.wasm.wallet.Wallet;
import org.jspecify.annotations.Nullable;

/**
 * Signs the orders that a client makes and checks the signatures of others. Thread-safe,
 * as the wallet is.
 *
 * @param wallet signs
 * @param signs whether it is to sign
 */
record OrderSigner(Wallet wallet, boolean signs) {

	private static final int SIGNATURE_SIZE = 64;

	/** A signature takes tens of microseconds: fewer are not worth another thread. */
	private static final int PARALLEL = 16;

	/** Returns the order with the wallet's signature, if it is to sign. */
	ValidatedOrder sign(ValidatedOrder order) {
		return this.signs ? order.signed(signature(order)) : order;
	}

	List<ValidatedOrder> signAll(List<ValidatedOrder> orders) {
		if (!this.signs) {
			return orders;
		}
		return onAllCores(orders).map(this::sign).toList();
	}

	private byte[] signature(ValidatedOrder order) {
		byte @Nullable [] signature;
		try {
			signature = this.wallet.sign(CanonicalOrder.hash(order));
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
	 * Returns whether an order is signed by its maker.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not an
	 * order that could be made
	 */
	boolean isSignedByMaker(SignedOrder signed) {
		return verify(ValidatedOrder.of(signed.order()), bytes(signed.signature()));
	}

	private boolean verify(ValidatedOrder order, byte[] signature) {
		return SignatureVerifier.verify(this.wallet.network(), order.maker(), CanonicalOrder.hash(order), signature);
	}

	/**
	 * Returns an order of somebody's, with its signature, after checking that.
	 * @throws DarkSwapException with {@link ErrorCode#SIGNATURE_INVALID}, or
	 * {@link ErrorCode#INVALID_ARGUMENT} if it is not an order that could be made
	 */
	ValidatedOrder verified(SignedOrder signed) {
		ValidatedOrder order = ValidatedOrder.of(signed.order());
		byte[] signature = bytes(signed.signature());
		if (!verify(order, signature)) {
			throw new DarkSwapException(ErrorCode.SIGNATURE_INVALID,
					"The order %s is not signed by its maker for %s: it was not imported".formatted(order.id(),
							this.wallet.network()));
		}
		ValidatedOrder imported = order.signed(signature);
		return order.maker().equals(this.wallet.address()) ? imported : imported.fromAnotherClient();
	}

	/**
	 * The same for many, on all cores.
	 * @throws DarkSwapException as {@link #verified} does, naming the first that is
	 * refused by its position
	 */
	List<ValidatedOrder> allVerified(List<SignedOrder> orders, Instant now) {
		List<Integer> positions = IntStream.range(0, orders.size()).boxed().toList();
		return onAllCores(positions).map((position) -> verified(orders, position, now)).toList();
	}

	private ValidatedOrder verified(List<SignedOrder> orders, int position, Instant now) {
		try {
			Arguments.notNull(orders.get(position), "order");
			return verified(orders.get(position)).enteredAt(now);
		}
		catch (DarkSwapException ex) {
			throw new DarkSwapException(ex.code(), "orders[%d]: %s".formatted(position, ex.getMessage()), ex);
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
