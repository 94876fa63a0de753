/*
 * The ABI between the DarkSwap engine and its host: every error code, record and export.
 *
 * All integers are little-endian and of fixed width; amounts and prices are unsigned fixed point
 * with 8 decimals (1 BTC = 100000000); times are microseconds since 1970-01-01T00:00:00Z.
 * References are byte offsets into the linear memory; 0 refers to nothing.
 *
 * A host writes a request into the mailbox of the instance it holds, calls one export, and reads
 * the reply from the same mailbox. Each instance (LLVM: each thread) has its own mailbox.
 */
#ifndef DARKSWAP_ABI_H
#define DARKSWAP_ABI_H

#include <stddef.h>
#include <stdint.h>

#define DARKSWAP_ABI_VERSION 1

#if defined(__wasm__)
#define DARKSWAP_EXPORT(name) __attribute__((export_name(#name), visibility("default"))) name
#else
#define DARKSWAP_EXPORT(name) name
#endif

/* 1.0 in fixed point. */
#define DARKSWAP_ONE UINT64_C(100000000)
/* The longest address that bech32 allows (BIP173), and the room it has in a record: whole words. */
#define DARKSWAP_ADDRESS_MAX 90
#define DARKSWAP_ADDRESS_ROOM 96
/* How many references a listing returns at most in one call. */
#define DARKSWAP_PAGE_ORDERS 240
/* Instances are numbered 1 to this. */
#define DARKSWAP_INSTANCE_MAX 65535

enum darkswap_error {
	DARKSWAP_OK = 0,
	DARKSWAP_INVALID_ARGUMENT = 1,
	DARKSWAP_ORDER_NOT_FOUND = 2,
	DARKSWAP_ORDER_NOT_OPEN = 3,
	DARKSWAP_AMOUNT_EXCEEDS_REMAINING = 4,
	DARKSWAP_DUPLICATE_ORDER = 5,
	DARKSWAP_MEMORY_EXHAUSTED = 6,
	DARKSWAP_POISONED = 7,
	DARKSWAP_MARKET_NOT_FOUND = 8,
	/* create was called twice, another command before it, or a command amid a listing. */
	DARKSWAP_WRONG_STATE = 9,
};

enum darkswap_asset_type { DARKSWAP_BITCOIN = 0, DARKSWAP_RUNE = 1, DARKSWAP_ALKANE = 2 };
enum darkswap_side { DARKSWAP_BUY = 0, DARKSWAP_SELL = 1 };
enum darkswap_status { DARKSWAP_OPEN = 0, DARKSWAP_FILLED = 1, DARKSWAP_CANCELLED = 2, DARKSWAP_EXPIRED = 3 };

/* Bitcoin has block and transaction 0; runes and alkanes are named by theirs. */
struct darkswap_asset {
	uint64_t block;
	uint64_t transaction;
	uint32_t type;
	uint32_t reserved;
};

/*
 * One order's place in a queue of orders with equal keys. Only the first order of a queue knows
 * the queue's last order, its length and the sum of what remains (96 bits: 2^32 orders of 2^64).
 */
struct darkswap_queue_node {
	uint32_t previous;
	uint32_t next;
	uint32_t last;
	uint32_t length;
	uint64_t total_low;
	uint32_t total_high;
	uint32_t reserved;
};

/*
 *   0               8               16              24              32
 *   +---------------+---------------+---------------+---------------+
 *   | id, high      | id, low       | amount        | remaining     |
 *   +---------------+---------------+---------------+---------------+ 32
 *   | price         | created at    | expires at    | sequence      |
 *   +-------+-+-+-+-+-------+-------+---------------+---------------+ 64
 *   |market |s|s|m| |index  |       | place in its price level       ...
 *   +-------+-+-+-+-+-------+-------+---------------+---------------+ 96
 *     ...            | place among orders that expire at this time   ...
 *   +---------------+---------------+---------------+---------------+ 128
 *     ...            | maker's address, then zeros                   ...
 *   +---------------+---------------+---------------+---------------+ 256
 */
struct darkswap_order {
	uint64_t id_high;
	uint64_t id_low;
	uint64_t amount;
	uint64_t remaining;
	uint64_t price;
	int64_t created_at;
	int64_t expires_at;
	uint64_t sequence;
	uint32_t market;
	uint8_t side;
	uint8_t status;
	uint8_t maker_length;
	uint8_t reserved_byte;
	uint32_t index_next;
	uint32_t reserved;
	struct darkswap_queue_node level;
	struct darkswap_queue_node expiry;
	uint8_t maker[DARKSWAP_ADDRESS_ROOM];
	uint64_t unused[2];
};

struct darkswap_trade {
	uint64_t id_high;
	uint64_t id_low;
	uint64_t order_id_high;
	uint64_t order_id_low;
	uint64_t amount;
	uint64_t price;
	int64_t executed_at;
	uint32_t market;
	uint8_t taker_side;
	uint8_t maker_length;
	uint8_t taker_length;
	uint8_t reserved_byte;
	uint8_t maker[DARKSWAP_ADDRESS_ROOM];
	uint8_t taker[DARKSWAP_ADDRESS_ROOM];
};

/* All orders of one side at one price. Without orders, the other fields mean nothing. */
struct darkswap_level {
	uint64_t price;
	uint64_t amount_low;
	uint32_t amount_high;
	uint32_t orders;
};

/*
 * The best prices of a market: sides[DARKSWAP_BUY] is the bid. Readers need no lock: the writer
 * makes `version` odd, writes, and makes it even again; a reader that saw the same even version
 * before and after read a whole one. An order may be past its time until a command sweeps it out:
 * a reader whose clock is at or past `earliest_expiry` asks darkswap_best instead.
 */
struct darkswap_summary {
	uint32_t version;
	uint32_t reserved;
	struct darkswap_level sides[2];
	int64_t earliest_expiry;
};

struct darkswap_request {
	uint64_t id_high;
	uint64_t id_low;
	uint64_t order_id_high;
	uint64_t order_id_low;
	uint64_t amount;
	uint64_t price;
	int64_t now;
	int64_t expires_at;
	uint32_t market;
	uint32_t side;
	uint32_t address_length;
	uint32_t heap_end;
	uint32_t closed_order_history;
	uint32_t owner;
	struct darkswap_asset base;
	struct darkswap_asset quote;
	uint8_t address[DARKSWAP_ADDRESS_ROOM];
	uint64_t reserved[3];
};

/*
 *      0  instance number, orders listed, more to list, market found
 *     64  request
 *    320  the order as it is after the command, without its places in queues and index
 *    576  the trade that a take made
 *    832  the best prices, and the market's summary record to read them from without a call
 *    960  references of the orders listed
 */
struct darkswap_mailbox {
	uint32_t instance;
	uint32_t listed;
	uint32_t more;
	uint32_t market;
	uint32_t summary_reference;
	uint32_t reserved[11];
	struct darkswap_request request;
	struct darkswap_order order;
	struct darkswap_trade trade;
	struct darkswap_summary summary;
	uint8_t unused[64];
	uint32_t orders[DARKSWAP_PAGE_ORDERS];
};

#define DARKSWAP_AT(type, field, offset) \
	_Static_assert(offsetof(struct darkswap_##type, field) == (offset), #type "." #field)
#define DARKSWAP_SIZE(type, size) _Static_assert(sizeof(struct darkswap_##type) == (size), #type)

DARKSWAP_AT(asset, block, 0);
DARKSWAP_AT(asset, transaction, 8);
DARKSWAP_AT(asset, type, 16);
DARKSWAP_SIZE(asset, 24);

DARKSWAP_AT(queue_node, previous, 0);
DARKSWAP_AT(queue_node, next, 4);
DARKSWAP_AT(queue_node, last, 8);
DARKSWAP_AT(queue_node, length, 12);
DARKSWAP_AT(queue_node, total_low, 16);
DARKSWAP_AT(queue_node, total_high, 24);
DARKSWAP_SIZE(queue_node, 32);

DARKSWAP_AT(order, id_high, 0);
DARKSWAP_AT(order, id_low, 8);
DARKSWAP_AT(order, amount, 16);
DARKSWAP_AT(order, remaining, 24);
DARKSWAP_AT(order, price, 32);
DARKSWAP_AT(order, created_at, 40);
DARKSWAP_AT(order, expires_at, 48);
DARKSWAP_AT(order, sequence, 56);
DARKSWAP_AT(order, market, 64);
DARKSWAP_AT(order, side, 68);
DARKSWAP_AT(order, status, 69);
DARKSWAP_AT(order, maker_length, 70);
DARKSWAP_AT(order, index_next, 72);
DARKSWAP_AT(order, level, 80);
DARKSWAP_AT(order, expiry, 112);
DARKSWAP_AT(order, maker, 144);
DARKSWAP_SIZE(order, 256);

DARKSWAP_AT(trade, id_high, 0);
DARKSWAP_AT(trade, id_low, 8);
DARKSWAP_AT(trade, order_id_high, 16);
DARKSWAP_AT(trade, order_id_low, 24);
DARKSWAP_AT(trade, amount, 32);
DARKSWAP_AT(trade, price, 40);
DARKSWAP_AT(trade, executed_at, 48);
DARKSWAP_AT(trade, market, 56);
DARKSWAP_AT(trade, taker_side, 60);
DARKSWAP_AT(trade, maker_length, 61);
DARKSWAP_AT(trade, taker_length, 62);
DARKSWAP_AT(trade, maker, 64);
DARKSWAP_AT(trade, taker, 160);
DARKSWAP_SIZE(trade, 256);

DARKSWAP_AT(level, price, 0);
DARKSWAP_AT(level, amount_low, 8);
DARKSWAP_AT(level, amount_high, 16);
DARKSWAP_AT(level, orders, 20);
DARKSWAP_SIZE(level, 24);

DARKSWAP_AT(summary, version, 0);
DARKSWAP_AT(summary, sides, 8);
DARKSWAP_AT(summary, earliest_expiry, 56);
DARKSWAP_SIZE(summary, 64);

DARKSWAP_AT(request, id_high, 0);
DARKSWAP_AT(request, id_low, 8);
DARKSWAP_AT(request, order_id_high, 16);
DARKSWAP_AT(request, order_id_low, 24);
DARKSWAP_AT(request, amount, 32);
DARKSWAP_AT(request, price, 40);
DARKSWAP_AT(request, now, 48);
DARKSWAP_AT(request, expires_at, 56);
DARKSWAP_AT(request, market, 64);
DARKSWAP_AT(request, side, 68);
DARKSWAP_AT(request, address_length, 72);
DARKSWAP_AT(request, heap_end, 76);
DARKSWAP_AT(request, closed_order_history, 80);
DARKSWAP_AT(request, owner, 84);
DARKSWAP_AT(request, base, 88);
DARKSWAP_AT(request, quote, 112);
DARKSWAP_AT(request, address, 136);
DARKSWAP_SIZE(request, 256);

DARKSWAP_AT(mailbox, instance, 0);
DARKSWAP_AT(mailbox, listed, 4);
DARKSWAP_AT(mailbox, more, 8);
DARKSWAP_AT(mailbox, market, 12);
DARKSWAP_AT(mailbox, summary_reference, 16);
DARKSWAP_AT(mailbox, request, 64);
DARKSWAP_AT(mailbox, order, 320);
DARKSWAP_AT(mailbox, trade, 576);
DARKSWAP_AT(mailbox, summary, 832);
DARKSWAP_AT(mailbox, orders, 960);
DARKSWAP_SIZE(mailbox, 1920);

/*
 * The layout above as data, for the host to compare its own with: `count` pairs of a name
 * ("order.amount", "mailbox.SIZE", "error.POISONED") and its offset, size or value.
 */
struct darkswap_layout_entry {
	char name[36];
	uint32_t value;
};
struct darkswap_layout_entry const *darkswap_abi_layout(void);
uint32_t darkswap_abi_layout_count(void);

/* This header's DARKSWAP_ABI_VERSION. The one export whose meaning never changes. */
uint32_t darkswap_abi_version(void);

/* The calling instance's mailbox. The host sets `instance` in it before any command. */
struct darkswap_mailbox *darkswap_mailbox(void);

/*
 * The commands. Each takes the calling instance's mailbox and returns a darkswap_error; on an
 * error nothing has changed, except that orders past their time may have been swept out.
 *
 *   create        heap_end (bytes of memory that are the engine's from the start), closed_order_history
 *   open_market   base, quote -> market, summary_reference; makes the market if there is none
 *   create_order  id, market, side, amount, price, now, expires_at, address (the maker's) -> order
 *   cancel_order  order_id, now -> order
 *   get_order     order_id, now -> order
 *   take_order    id (the trade's), order_id, amount, now, address (the taker's) -> trade, order
 *   best          market, now -> summary
 *   list_begin    market, now: locks the market
 *   list_next     -> orders[0..listed), more; bids best first, then asks best first, oldest first
 *   list_end      unlocks the market
 *   recover       owner: what an instance that trapped held is poisoned; WRONG_STATE if it held nothing,
 *                 and whoever waits looks again
 */
uint32_t darkswap_create(void);
uint32_t darkswap_open_market(void);
uint32_t darkswap_create_order(void);
uint32_t darkswap_cancel_order(void);
uint32_t darkswap_get_order(void);
uint32_t darkswap_take_order(void);
uint32_t darkswap_best(void);
uint32_t darkswap_list_begin(void);
uint32_t darkswap_list_next(void);
uint32_t darkswap_list_end(void);
uint32_t darkswap_recover(void);

/*
 * Walks every market and checks what must always hold: sorted keys, linked neighbours, sums,
 * every order found by its id. Returns 0, or the number of the first rule that is broken. For
 * tests: it takes no lock, so nothing else may run.
 */
uint32_t darkswap_check_invariants(void);

#endif
