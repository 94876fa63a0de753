package io.darkswap.wasm.trading;

import java.math.BigDecimal;
import java.util.List;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.AssetType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.wallet.BalanceSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the balances of an address from the first source that supports the asset.
 * Thread-safe.
 */
public final class Balances {

	private final List<BalanceSource> sources;

	public Balances(List<BalanceSource> sources) {
		this.sources = sources;
	}

	/**
	 * Returns an address's bitcoin in satoshi.
	 * @throws DarkSwapException with {@link ErrorCode#CHAIN_SOURCE_MISSING} or
	 * {@link ErrorCode#WALLET_BALANCE_FAILED}
	 */
	public long satoshi(String address) {
		BigDecimal bitcoin = balance(address, Asset.bitcoin(), ErrorCode.WALLET_BALANCE_FAILED);
		try {
			return bitcoin.movePointRight(FixedPoint.SCALE).longValueExact();
		}
		catch (ArithmeticException ex) {
			throw failed(ErrorCode.WALLET_BALANCE_FAILED, Asset.bitcoin(),
					"its source returned an invalid number of satoshi: correct the source", ex);
		}
	}

	/**
	 * Returns an address's balance of an asset, in whole assets.
	 * @throws DarkSwapException with {@link ErrorCode#CHAIN_SOURCE_MISSING} or
	 * {@link ErrorCode#WALLET_ASSET_BALANCE_FAILED}
	 */
	public BigDecimal of(String address, Asset asset) {
		Arguments.notNull(asset, "asset");
		return balance(address, asset, ErrorCode.WALLET_ASSET_BALANCE_FAILED);
	}

	private BigDecimal balance(String address, Asset asset, ErrorCode code) {
		BigDecimal balance = ask(source(asset, code), address, asset, code);
		if (balance == null || balance.signum() < 0) {
			throw failed(code, asset, "its source returned an invalid balance: correct the source", null);
		}
		return balance;
	}

	private BalanceSource source(Asset asset, ErrorCode code) {
		return this.sources.stream()
			.filter((source) -> supports(source, asset, code))
			.findFirst()
			.orElseThrow(() -> missing(asset));
	}

	private static DarkSwapException missing(Asset asset) {
		String option = option(asset.type());
		return new DarkSwapException(ErrorCode.CHAIN_SOURCE_MISSING,
				"No source is configured for the balance of %s: set the option %s, or give the client a BalanceSource"
					.formatted(asset, option),
				null, option);
	}

	private static boolean supports(BalanceSource source, Asset asset, ErrorCode code) {
		try {
			return source.supports(asset);
		}
		catch (DarkSwapException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw failed(code, asset, String.valueOf(ex.getMessage()), ex);
		}
	}

	private static @Nullable BigDecimal ask(BalanceSource source, String address, Asset asset, ErrorCode code) {
		try {
			return source.balance(address, asset);
		}
		catch (DarkSwapException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw failed(code, asset, String.valueOf(ex.getMessage()), ex);
		}
	}

	private static DarkSwapException failed(ErrorCode code, Asset asset, String reason, @Nullable Throwable cause) {
		return new DarkSwapException(code, "The balance of %s cannot be read: %s".formatted(asset, reason), cause);
	}

	private static String option(AssetType type) {
		return switch (type) {
			case BITCOIN -> "esplora.url";
			case RUNE -> "ord.url";
			case ALKANE -> "alkanes.url";
		};
	}

}
