package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_mailbox}: offsets and size in bytes.
 */
public final class MailboxLayout {

	public static final int INSTANCE_OFFSET = 0;

	public static final int LISTED_OFFSET = 4;

	public static final int MORE_OFFSET = 8;

	public static final int MARKET_OFFSET = 12;

	public static final int SUMMARY_REFERENCE_OFFSET = 16;

	public static final int BIDS_OFFSET = 20;

	public static final int EVENTS_WAITING_OFFSET = 24;

	public static final int ERROR_OFFSET = 28;

	public static final int TRADES_EVER_OFFSET = 32;

	public static final int BUSY_LOCK_OFFSET = 40;

	public static final int BUSY_WORD_OFFSET = 44;

	public static final int REQUEST_OFFSET = 64;

	public static final int ORDER_OFFSET = 384;

	public static final int TRADE_OFFSET = 640;

	public static final int SUMMARY_OFFSET = 896;

	public static final int SIGNATURE_OFFSET = 960;

	public static final int STATISTICS_OFFSET = 1024;

	public static final int PAGE_OFFSET = 1088;

	public static final int SIZE = 2048;

	private MailboxLayout() {
	}

}
