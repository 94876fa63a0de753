#include "witness.h"

#include "check.h"
#include "context.h"
#include "event_word.h"

enum state { UNKNOWN, ALIVE, ENDED };

struct seen {
	enum state state;
	uint64_t remaining;
};

struct tally witnessed;

static struct seen orders[WORKERS + 1][SERIALS_MAX];
static struct seen trades[WORKERS + 1][SERIALS_MAX];

/* Of each market: the trade that the last event has to be followed by, and the time of the last trade. */
static struct {
	uint64_t awaited_amount, order_high, order_low;
	int64_t last_executed_at;
} markets[WITNESSED_MARKETS + 1];

static struct seen *find(struct seen (*table)[SERIALS_MAX], uint64_t worker, uint64_t serial) {
	CHECK(worker <= WORKERS && serial < SERIALS_MAX, "worker %llu", (unsigned long long)worker);
	return &table[worker][serial];
}

static struct seen *find_order(uint64_t id_high, uint64_t id_low) {
	return find(orders, id_high - ORDERS_OF(0), id_low);
}

uint64_t witness_remaining(uint64_t id_high, uint64_t id_low) {
	struct seen const *order = find_order(id_high, id_low);
	return order->state == ALIVE ? order->remaining : 0;
}

static void see_created(struct darkswap_order const *order, struct seen *seen) {
	CHECK(seen->state == UNKNOWN && order->remaining == order->amount, "created again");
	seen->state = ALIVE;
	seen->remaining = order->amount;
	witnessed.created++;
	witnessed.created_amount += order->amount;
}

static void see_matched(struct darkswap_order const *order, struct seen *seen) {
	CHECK(seen->state == ALIVE && order->remaining < seen->remaining, "something was taken");
	CHECK((order->status == DARKSWAP_FILLED) == (order->remaining == 0), "status %u", order->status);
	markets[order->market].awaited_amount = seen->remaining - order->remaining;
	markets[order->market].order_high = order->id_high;
	markets[order->market].order_low = order->id_low;
	seen->remaining = order->remaining;
	seen->state = order->remaining == 0 ? ENDED : ALIVE;
}

static void see_closed(struct darkswap_order const *order, struct seen *seen, enum darkswap_event kind) {
	bool cancelled = kind == DARKSWAP_ORDER_CANCELLED;
	CHECK(seen->state == ALIVE && order->remaining == seen->remaining, "an open order ends");
	CHECK(order->status == (cancelled ? DARKSWAP_CANCELLED : DARKSWAP_EXPIRED), "status %u", order->status);
	seen->state = ENDED;
	*(cancelled ? &witnessed.cancelled : &witnessed.expired) += 1;
	*(cancelled ? &witnessed.cancelled_amount : &witnessed.expired_amount) += order->remaining;
}

static void see_order(enum darkswap_event kind, struct darkswap_order const *order) {
	CHECK(order->market >= 1 && order->market <= WITNESSED_MARKETS, "market %u", order->market);
	CHECK(markets[order->market].awaited_amount == 0, "a match is followed by its trade");
	struct seen *seen = find_order(order->id_high, order->id_low);
	if (kind == DARKSWAP_ORDER_CREATED) {
		see_created(order, seen);
	}
	else if (kind == DARKSWAP_ORDER_MATCHED) {
		see_matched(order, seen);
	}
	else {
		see_closed(order, seen, kind);
	}
}

static void see_trade_created(struct darkswap_trade const *trade, struct seen *seen) {
	CHECK(seen->state == UNKNOWN, "created once");
	CHECK(markets[trade->market].awaited_amount == trade->amount && markets[trade->market].order_high == trade->order_id_high
			&& markets[trade->market].order_low == trade->order_id_low, "it follows its match");
	CHECK(trade->executed_at >= markets[trade->market].last_executed_at, "trades ascend in time");
	markets[trade->market].awaited_amount = 0;
	markets[trade->market].last_executed_at = trade->executed_at;
	seen->state = ALIVE;
	witnessed.trades++;
	witnessed.traded_amount += trade->amount;
}

static void see_trade(enum darkswap_event kind, struct darkswap_trade const *trade) {
	struct seen *seen = find(trades, trade->id_high - TRADES_OF(0), trade->id_low);
	if (kind == DARKSWAP_TRADE_CREATED) {
		see_trade_created(trade, seen);
		return;
	}
	CHECK(seen->state == ALIVE, "settled once");
	CHECK(trade->status == (kind == DARKSWAP_TRADE_COMPLETED ? DARKSWAP_COMPLETED : DARKSWAP_FAILED), "status");
	seen->state = ENDED;
	*(kind == DARKSWAP_TRADE_COMPLETED ? &witnessed.completed : &witnessed.failed) += 1;
}

static uint32_t read_page(void) {
	CHECK(darkswap_events_next() == DARKSWAP_OK, "next");
	for (uint32_t i = 0; i < mailbox.listed; i++) {
		uint32_t link = mailbox.page.references[i];
		enum darkswap_event kind = link & DARKSWAP_EVENT_KIND;
		uint32_t reference = link & ~DARKSWAP_EVENT_KIND;
		CHECK(kind >= DARKSWAP_ORDER_CREATED && kind <= DARKSWAP_TRADE_FAILED, "kind %u", kind);
		if (kind >= DARKSWAP_TRADE_CREATED) {
			see_trade(kind, DEREF(darkswap_trade, reference));
		}
		else {
			see_order(kind, DEREF(darkswap_order, reference));
		}
	}
	return mailbox.listed;
}

void witness_run(uint32_t instance) {
	mailbox.instance = instance;
	while (find_order(LAST_ORDER, 1)->state == UNKNOWN) {
		platform_wait(event_word(), 0);
		while (read_page() != 0) {
		}
	}
	CHECK(mailbox.events_waiting == 0, "%u events wait", mailbox.events_waiting);
}
