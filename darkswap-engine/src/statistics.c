/* The sums of a market's newest trades. */
#include "engine.h"
#include "trade_sums.h"

static void write_statistics(struct trade_sums const *sums, uint64_t trades) {
	struct darkswap_statistics *statistics = &mailbox.statistics;
	statistics->trades = trades;
	statistics->volume_low = sums->volume_low;
	statistics->volume_high = sums->volume_high;
	statistics->quote_volume_low = sums->quote_volume_low;
	statistics->quote_volume_high = sums->quote_volume_high;
	statistics->high = sums->high;
	statistics->low = sums->low;
}

/* Of the trades in a window that ends at the market's time. */
static void add_up(struct trade_log const *log, int64_t window) {
	struct trade_adder adder;
	trade_adder_begin(&adder, log, true);
	uint64_t first = trade_adder_seek(&adder, trade_log_time(log, mailbox.request.now) - window);
	trade_adder_add(&adder, first, log->end, INT64_MAX);
	write_statistics(&adder.sums, log->end - first);
	mailbox.trades_ever = log->end;
}

COMMAND(darkswap_statistics) {
	int64_t window = mailbox.request.interval;
	struct market const *market;
	enum darkswap_error error = window < 0 ? DARKSWAP_INVALID_ARGUMENT : engine_lock_requested_to_read(&market);
	if (error == DARKSWAP_OK) {
		add_up(&market->trades, window);
		engine_unlock_read();
	}
	return error;
}
