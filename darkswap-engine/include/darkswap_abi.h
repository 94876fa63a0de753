/*
 * The ABI between the DarkSwap engine and its host: every error code, record and export.
 *
 * All integers are little-endian and of fixed width; amounts and prices are unsigned fixed point
 * with 8 decimals (1 BTC = 100000000); times are microseconds since 1970-01-01T00:00:00Z.
 * References are byte offsets into the linear memory; 0 refers to nothing.
 *
 * A host writes a request into the mailbox of the instance it holds, calls one export, and reads
 * the reply, and whether there was an error, from the same mailbox. Each instance (LLVM: each
 * thread) has its own mailbox.
 */
#ifndef DARKSWAP_ABI_H
#define DARKSWAP_ABI_H

#include <stddef.h>
#include <stdint.h>

#define DARKSWAP_ABI_VERSION 12
/*
 * Of what a snapshot of the memory holds. It is raised when the meaning of a stored structure changes; where the
 * engine's variables and constants are, and which these are, goes into darkswap_state_version by itself.
 */
#define DARKSWAP_STATE_VERSION 8

#if defined(__wasm__)
#define DARKSWAP_EXPORT(name) __attribute__((export_name(#name), visibility("default"))) name
/* A host may have to make an object of an export's result: so a command returns nothing. */
#define DARKSWAP_COMMAND(name) void name(void)
#else
#define DARKSWAP_EXPORT(name) name
/* Natively it returns its error besides. */
#define DARKSWAP_COMMAND(name) uint32_t name(void)
#endif

/* 1.0 in fixed point. */
#define DARKSWAP_ONE UINT64_C(100000000)
/* The longest address that bech32 allows (BIP173), and the room it has in most records: whole words. */
#define DARKSWAP_ADDRESS_MAX 90
#define DARKSWAP_ADDRESS_ROOM 96
#define DARKSWAP_SIGNATURE_SIZE 64
/* The longest address after which a record has room for a signature: that of taproot on regtest (BIP350). */
#define DARKSWAP_SIGNED_ADDRESS_MAX 64
/* The place of a signature in the record of an order whose maker's address leaves room for it. */
#define DARKSWAP_OWN_SIGNATURE 192
/* The capacity of the mailbox's page: references, price levels, candles, or used ids. */
#define DARKSWAP_PAGE_REFERENCES 240
#define DARKSWAP_PAGE_LEVELS 40
#define DARKSWAP_PAGE_CANDLES 15
#define DARKSWAP_PAGE_USED_IDS 30
/* Used ids are kept in stacks of blocks. */
#define DARKSWAP_USED_ID_STACKS 16
#define DARKSWAP_USED_IDS_PER_BLOCK 8
/* How many expired orders one call closes at most. */
#define DARKSWAP_SWEEP_ORDERS 512
/* How many 64-bit words the key has that ids are hashed with. */
#define DARKSWAP_HASH_KEY_WORDS 5
/* How many records one call of a taking or a batch goes through at most. */
#define DARKSWAP_STEP_RECORDS 1024
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
	/* create was called twice, another command before it, or a command while this instance holds a market. */
	DARKSWAP_WRONG_STATE = 9,
	DARKSWAP_NOT_THE_MAKER = 10,
	DARKSWAP_TRADE_NOT_FOUND = 11,
	DARKSWAP_TRADE_NOT_PENDING = 12,
	DARKSWAP_DUPLICATE_TRADE = 13,
	/* A part of the command is done and the book is sound: call it again, with the same request. */
	DARKSWAP_UNFINISHED = 14,
	/* The order would last longer than create allows. */
	DARKSWAP_EXPIRY_TOO_FAR = 15,
	/* As many imported orders are open as may be. */
	DARKSWAP_TOO_MANY_FOREIGN_ORDERS = 16,
	/* The amount times the price is less than the smallest unit of the quote asset, 1e-8: it cannot be paid. */
	DARKSWAP_BELOW_A_UNIT = 17,
	/* With a book limit: the memory has no room for the events of the command. Once some are read, call it again. */
	DARKSWAP_NO_ROOM_FOR_EVENTS = 18,
	/* As many markets are open as may be, and each has open orders or trades. */
	DARKSWAP_TOO_MANY_MARKETS = 19,
	/*
	 * The clock was set back after ids of orders were freed that expire no earlier than this one: it may have been
	 * used. order.expires_at says until when that holds: an order that expires later can be imported.
	 */
	DARKSWAP_ID_MAY_BE_USED = 20,
	/* As many imported orders of this maker are open as may be. */
	DARKSWAP_TOO_MANY_ORDERS_OF_MAKER = 21,
	/* The rest of the memory is not for imported orders. */
	DARKSWAP_MEMORY_IS_RESERVED = 22,
	/*
	 * A market is locked by another instance that needs several calls, or reads it, and a command waits for that. Nothing
	 * has changed: once the word at busy_lock is no longer busy_word, call it again. Who waits there is notified.
	 */
	DARKSWAP_BUSY = 23,
};

enum darkswap_asset_type { DARKSWAP_BITCOIN = 0, DARKSWAP_RUNE = 1, DARKSWAP_ALKANE = 2 };
enum darkswap_side { DARKSWAP_BUY = 0, DARKSWAP_SELL = 1 };
enum darkswap_status { DARKSWAP_OPEN = 0, DARKSWAP_FILLED = 1, DARKSWAP_CANCELLED = 2, DARKSWAP_EXPIRED = 3 };
enum darkswap_trade_status { DARKSWAP_PENDING = 0, DARKSWAP_COMPLETED = 1, DARKSWAP_FAILED = 2 };

/* The bits of request.flags and order.flags. */
enum darkswap_flag {
	/* Made by another client: only that one may cancel it. Its id stays used until it expires. */
	DARKSWAP_IMPORTED = 1,
	/* Carries a signature: the mailbox's for a single order, each order's own in a batch. */
	DARKSWAP_SIGNED = 2,
	/* Was withdrawn by the operator of the book, not by its maker. Of orders only. */
	DARKSWAP_EVICTED = 4,
};

/* The kinds of events; order events show an order, trade events a trade. */
enum darkswap_event {
	DARKSWAP_ORDER_CREATED = 1,
	DARKSWAP_ORDER_CANCELLED = 2,
	DARKSWAP_ORDER_MATCHED = 3,
	DARKSWAP_ORDER_EXPIRED = 4,
	DARKSWAP_TRADE_CREATED = 5,
	DARKSWAP_TRADE_COMPLETED = 6,
	DARKSWAP_TRADE_FAILED = 7,
	DARKSWAP_ORDER_EVICTED = 8,
};

/* Records begin at multiples of 256, so a reference to an event has room for its kind. */
#define DARKSWAP_EVENT_KIND UINT32_C(0xff)

/*
 * The part of a market's number that says where the market is: of those that are open, each has another one, and they
 * are small, from 1. The other part counts how many were there before.
 */
#define DARKSWAP_MARKET_PLACE UINT32_C(0xffff)

/*
 * A record is stated once, as a list of its fields with their places: FIELD and ARRAY for those that a host knows, OWN
 * and OWN_ARRAY for the engine's own. The list makes the structure, the check of its places, and the layout as data.
 */
#define DARKSWAP_MEMBER(record, type, name, offset) type name;
#define DARKSWAP_MEMBERS(record, type, name, count, offset) type name[count];
#define DARKSWAP_AT(record, type, name, offset) \
	_Static_assert(offsetof(struct darkswap_##record, name) == (offset), #record "." #name);
#define DARKSWAP_ARRAY_AT(record, type, name, count, offset) DARKSWAP_AT(record, type, name, offset)
#define DARKSWAP_RECORD(record, FIELDS, size) \
	struct darkswap_##record { \
		FIELDS(DARKSWAP_MEMBER, DARKSWAP_MEMBERS, DARKSWAP_MEMBER, DARKSWAP_MEMBERS) \
	}; \
	FIELDS(DARKSWAP_AT, DARKSWAP_ARRAY_AT, DARKSWAP_AT, DARKSWAP_ARRAY_AT) \
	_Static_assert(sizeof(struct darkswap_##record) == (size), #record)

/* Bitcoin has block and transaction 0; runes and alkanes are named by theirs. */
#define DARKSWAP_ASSET(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(asset, uint64_t, block, 0) \
	FIELD(asset, uint64_t, transaction, 8) \
	FIELD(asset, uint32_t, type, 16) \
	OWN(asset, uint32_t, reserved, 20)
DARKSWAP_RECORD(asset, DARKSWAP_ASSET, 24);

/* One order's place in a queue of orders: its neighbours, or 0, and the queue's record. */
#define DARKSWAP_QUEUE_NODE(FIELD, ARRAY, OWN, OWN_ARRAY) \
	OWN(queue_node, uint32_t, previous, 0) \
	OWN(queue_node, uint32_t, next, 4) \
	OWN(queue_node, uint32_t, queue, 8)
DARKSWAP_RECORD(queue_node, DARKSWAP_QUEUE_NODE, 12);

/*
 *   0               8               16              24              32
 *   +---------------+---------------+---------------+---------------+
 *   | id, high      | id, low       | amount        | remaining     |
 *   +---------------+---------------+---------------+---------------+ 32
 *   | price         | created at    | expires at    |market |s|s|m|f|
 *   +-------+-------+---------------+---------------+---------------+ 64
 *   |index  |signat.| sequence      | place in level, then by expiry
 *   +-------+-------+---------------+---------------+-------+-------+ 96
 *           (24)    |               | changed at    |batch  |used id|
 *   +---------------+---------------+---------------+-------+-------+ 128
 *   | maker's address (64 or 96), then zeros                        |
 *   +---------------------------------------------------------------+ 192
 *   | signature (64), if it is signed and the address leaves room   |
 *   +---------------------------------------------------------------+ 256
 * Orders and trades have their ids, markets and links of the index at the same places.
 */
#define DARKSWAP_ORDER(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(order, uint64_t, id_high, 0) \
	FIELD(order, uint64_t, id_low, 8) \
	FIELD(order, uint64_t, amount, 16) \
	FIELD(order, uint64_t, remaining, 24) \
	FIELD(order, uint64_t, price, 32) \
	FIELD(order, int64_t, created_at, 40) \
	FIELD(order, int64_t, expires_at, 48) \
	FIELD(order, uint32_t, market, 56) \
	FIELD(order, uint8_t, side, 60) \
	FIELD(order, uint8_t, status, 61) \
	FIELD(order, uint8_t, maker_length, 62) \
	FIELD(order, uint8_t, flags, 63) \
	OWN(order, uint32_t, index_next, 64) \
	/* Where its signature is, in this record or in a block of its own, or 0. */ \
	FIELD(order, uint32_t, signature, 68) \
	FIELD(order, uint64_t, sequence, 72) \
	OWN(order, struct darkswap_queue_node, level, 80) \
	OWN(order, struct darkswap_queue_node, expiry, 92) \
	/* That of its id, see hash.h. */ \
	OWN(order, uint32_t, hash, 104) \
	OWN(order, uint32_t, reserved, 108) \
	/* When it was made, taken, cancelled, or ran out of time. */ \
	FIELD(order, int64_t, changed_at, 112) \
	/* The next order of a batch that is being written. */ \
	OWN(order, uint32_t, batch_next, 120) \
	/* Where the id of an imported order is kept, or 0. */ \
	OWN(order, uint32_t, used_id, 124) \
	ARRAY(order, uint8_t, maker, DARKSWAP_ADDRESS_ROOM, 128) \
	OWN_ARRAY(order, uint8_t, behind_maker, 32, 224)
DARKSWAP_RECORD(order, DARKSWAP_ORDER, 256);
_Static_assert(offsetof(struct darkswap_order, maker) + DARKSWAP_SIGNED_ADDRESS_MAX == DARKSWAP_OWN_SIGNATURE
		&& DARKSWAP_OWN_SIGNATURE + DARKSWAP_SIGNATURE_SIZE == sizeof(struct darkswap_order), "a signature ends the record");

/*
 *   0               8               16              24              32
 *   +---------------+---------------+---------------+---------------+
 *   | id, high      | id, low       | order's id, high and low      |
 *   +---------------+---------------+---------------+---------------+ 32
 *   | amount        | price         | executed at   |market |s|s|m|t|
 *   +-------+-------+---------------+---------------+---------------+ 64
 *   |index  | maker's address, then zeros (90), taker's likewise     ...
 *   +-------+-------+---------------+---------------+---------------+ 240
 *     ...            | settled at    |
 *   +---------------+---------------+ 256
 */
#define DARKSWAP_TRADE(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(trade, uint64_t, id_high, 0) \
	FIELD(trade, uint64_t, id_low, 8) \
	FIELD(trade, uint64_t, order_id_high, 16) \
	FIELD(trade, uint64_t, order_id_low, 24) \
	FIELD(trade, uint64_t, amount, 32) \
	FIELD(trade, uint64_t, price, 40) \
	FIELD(trade, int64_t, executed_at, 48) \
	FIELD(trade, uint32_t, market, 56) \
	FIELD(trade, uint8_t, taker_side, 60) \
	FIELD(trade, uint8_t, status, 61) \
	FIELD(trade, uint8_t, maker_length, 62) \
	FIELD(trade, uint8_t, taker_length, 63) \
	OWN(trade, uint32_t, index_next, 64) \
	ARRAY(trade, uint8_t, maker, DARKSWAP_ADDRESS_MAX, 68) \
	ARRAY(trade, uint8_t, taker, DARKSWAP_ADDRESS_MAX, 158) \
	/* When it was completed or failed; 0 while it is pending. */ \
	FIELD(trade, int64_t, settled_at, 248)
DARKSWAP_RECORD(trade, DARKSWAP_TRADE, 256);

/* All orders of one side at one price. Without orders, the other fields mean nothing. */
#define DARKSWAP_LEVEL(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(level, uint64_t, price, 0) \
	FIELD(level, uint64_t, amount_low, 8) \
	FIELD(level, uint32_t, amount_high, 16) \
	FIELD(level, uint32_t, orders, 20)
DARKSWAP_RECORD(level, DARKSWAP_LEVEL, 24);

/*
 * The best prices of a market: sides[DARKSWAP_BUY] is the bid. Readers need no lock: the writer
 * makes `version` odd, writes, and makes it even again; a reader that saw the same even version
 * before and after read a whole one. An order may be past its time until a command sweeps it out:
 * a reader whose clock is at or past `earliest_expiry` asks darkswap_best instead, which passes over it.
 */
#define DARKSWAP_SUMMARY(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(summary, uint32_t, version, 0) \
	OWN(summary, uint32_t, reserved, 4) \
	ARRAY(summary, struct darkswap_level, sides, 2, 8) \
	FIELD(summary, int64_t, earliest_expiry, 56)
DARKSWAP_RECORD(summary, DARKSWAP_SUMMARY, 64);

/*
 * The sums of a range of trades. Sums are of 128 bits; those of amount times price are exact,
 * at scale 16. Without trades, the prices mean nothing.
 */
#define DARKSWAP_STATISTICS(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(statistics, uint64_t, trades, 0) \
	FIELD(statistics, uint64_t, volume_low, 8) \
	FIELD(statistics, uint64_t, volume_high, 16) \
	FIELD(statistics, uint64_t, quote_volume_low, 24) \
	FIELD(statistics, uint64_t, quote_volume_high, 32) \
	FIELD(statistics, uint64_t, high, 40) \
	FIELD(statistics, uint64_t, low, 48) \
	OWN(statistics, uint64_t, reserved, 56)
DARKSWAP_RECORD(statistics, DARKSWAP_STATISTICS, 64);

/* The trades of one interval, which begins at `start`. */
#define DARKSWAP_CANDLE(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(candle, int64_t, start, 0) \
	FIELD(candle, uint64_t, open, 8) \
	FIELD(candle, uint64_t, high, 16) \
	FIELD(candle, uint64_t, low, 24) \
	FIELD(candle, uint64_t, close, 32) \
	FIELD(candle, uint64_t, volume_low, 40) \
	FIELD(candle, uint64_t, volume_high, 48) \
	FIELD(candle, uint64_t, trades, 56)
DARKSWAP_RECORD(candle, DARKSWAP_CANDLE, 64);

/*
 * An id that no order may have before it expires: that of an order which is in the book or its history,
 * or which was.
 *
 *   0               8               16              24              32
 *   +---------------+---------------+---------------+-------+-------+
 *   | id, high      | id, low       | expires at    |index  |block  |
 *   +---------------+---------------+---------------+-------+-------+
 * The first one of a block names the block that is below in its stack.
 */
#define DARKSWAP_USED_ID(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(used_id, uint64_t, id_high, 0) \
	FIELD(used_id, uint64_t, id_low, 8) \
	FIELD(used_id, int64_t, expires_at, 16) \
	OWN(used_id, uint32_t, index_next, 24) \
	FIELD(used_id, uint32_t, block_below, 28)
DARKSWAP_RECORD(used_id, DARKSWAP_USED_ID, 32);

/*
 * All used ids, for a host that reads them when nothing runs any more. A stack is how many ids it has
 * (upper half), eight to a block, and which block has the last ones (lower half); the other blocks are full.
 */
#define DARKSWAP_USED_IDS(FIELD, ARRAY, OWN, OWN_ARRAY) \
	/* Ids that expire no later may have been used, and are kept no more. */ \
	FIELD(used_ids, int64_t, freed_until, 0) \
	ARRAY(used_ids, uint64_t, stacks, DARKSWAP_USED_ID_STACKS, 8)
DARKSWAP_RECORD(used_ids, DARKSWAP_USED_IDS, 8 + 8 * DARKSWAP_USED_ID_STACKS);

#define DARKSWAP_REQUEST(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(request, uint64_t, id_high, 0) \
	FIELD(request, uint64_t, id_low, 8) \
	FIELD(request, uint64_t, order_id_high, 16) \
	FIELD(request, uint64_t, order_id_low, 24) \
	FIELD(request, uint64_t, amount, 32) \
	FIELD(request, uint64_t, price, 40) \
	FIELD(request, int64_t, now, 48) \
	FIELD(request, int64_t, expires_at, 56) \
	FIELD(request, uint32_t, market, 64) \
	FIELD(request, uint32_t, side, 68) \
	FIELD(request, uint32_t, address_length, 72) \
	FIELD(request, uint32_t, flags, 76) \
	FIELD(request, struct darkswap_asset, base, 80) \
	FIELD(request, struct darkswap_asset, quote, 104) \
	ARRAY(request, uint8_t, address, DARKSWAP_ADDRESS_ROOM, 128) \
	FIELD(request, int64_t, since, 224) \
	FIELD(request, int64_t, interval, 232) \
	FIELD(request, uint64_t, foreign_memory, 240) \
	FIELD(request, uint32_t, foreign_orders_of_maker, 248) \
	OWN(request, uint32_t, reserved, 252) \
	FIELD(request, uint32_t, count, 256) \
	FIELD(request, uint32_t, heap_end, 260) \
	FIELD(request, uint32_t, closed_order_history, 264) \
	FIELD(request, uint32_t, trade_history, 268) \
	FIELD(request, uint32_t, owner, 272) \
	FIELD(request, uint32_t, foreign_orders, 276) \
	ARRAY(request, uint64_t, hash_key, DARKSWAP_HASH_KEY_WORDS, 280)
DARKSWAP_RECORD(request, DARKSWAP_REQUEST, 320);

/* The page that a listing fills. */
union darkswap_page {
	uint32_t references[DARKSWAP_PAGE_REFERENCES];
	struct darkswap_level levels[DARKSWAP_PAGE_LEVELS];
	struct darkswap_candle candles[DARKSWAP_PAGE_CANDLES];
	struct darkswap_used_id used_ids[DARKSWAP_PAGE_USED_IDS];
	uint64_t digest;
};

/*
 *      0  instance number, what a listing returned, market found, events that wait to be read, error
 *     64  request
 *    384  the order that get_order found, without its places in queues and index; what cancel_order withdrew
 *    640  the trade that a take made or a settlement changed
 *    896  the best prices, and the market's summary record to read them from without a call
 *    960  an order's signature
 *   1024  statistics
 *   1088  the page that a listing filled
 */
#define DARKSWAP_MAILBOX(FIELD, ARRAY, OWN, OWN_ARRAY) \
	FIELD(mailbox, uint32_t, instance, 0) \
	/* How many the page holds, whether there are more, and which market a sweep goes on with. */ \
	FIELD(mailbox, uint32_t, listed, 4) \
	FIELD(mailbox, uint32_t, more, 8) \
	FIELD(mailbox, uint32_t, market, 12) \
	FIELD(mailbox, uint32_t, summary_reference, 16) \
	/* How many of the levels listed are bids. */ \
	FIELD(mailbox, uint32_t, bids, 20) \
	FIELD(mailbox, uint32_t, events_waiting, 24) \
	/* The darkswap_error of the last command. */ \
	FIELD(mailbox, uint32_t, error, 28) \
	/* How many trades the market has ever made. */ \
	FIELD(mailbox, uint64_t, trades_ever, 32) \
	/* With BUSY: the reference of the lock's word, and what it was. */ \
	FIELD(mailbox, uint32_t, busy_lock, 40) \
	FIELD(mailbox, uint32_t, busy_word, 44) \
	OWN_ARRAY(mailbox, uint64_t, reserved, 2, 48) \
	FIELD(mailbox, struct darkswap_request, request, 64) \
	FIELD(mailbox, struct darkswap_order, order, 384) \
	FIELD(mailbox, struct darkswap_trade, trade, 640) \
	FIELD(mailbox, struct darkswap_summary, summary, 896) \
	ARRAY(mailbox, uint8_t, signature, DARKSWAP_SIGNATURE_SIZE, 960) \
	FIELD(mailbox, struct darkswap_statistics, statistics, 1024) \
	FIELD(mailbox, union darkswap_page, page, 1088)
DARKSWAP_RECORD(mailbox, DARKSWAP_MAILBOX, 2048);

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

/*
 * DARKSWAP_STATE_VERSION and, below it, a hash of where variables and constants are: an engine goes on with the memory
 * of another if both are the same.
 *
 *   63..32  version
 *   31..0   hash
 */
uint64_t darkswap_state_version(void);

/* The calling instance's mailbox. The host sets `instance` in it before any command. */
struct darkswap_mailbox *darkswap_mailbox(void);

/*
 * The commands. Each takes the calling instance's mailbox and leaves a darkswap_error there; on an
 * error nothing has changed, except that orders past their time may have been swept out and that
 * histories may have given their memory.
 *
 * get_order, best, the listings, statistics, candles and state_digest change nothing, not even an order that is past its
 * time at their `now`: it reads as expired, and is in no listing, level or best price. The next command on its market, or
 * sweep, closes it and emits that. They share a market with each other. Once a command waits for those within
 * to leave, no further one enters before they have left; then all who wait compete.
 *
 * A market is empty when it has no orders, open or closed, and no trades. It may be released then, when memory is
 * short. Where as many markets are open as may be, another one takes the place of one without open orders and trades,
 * whose closed orders are evicted. Its number names no market from then on, and never
 * another one: commands answer MARKET_NOT_FOUND, until open_market makes it again with a new number. As long as it is open,
 * its number stands where page.references[0] of open_market says: a reader of the summary looks there afterwards.
 *
 * One call does a bounded amount of work, whatever is in the book: a few thousand records. A command
 * that needs more answers UNFINISHED and is called again until it answers something else. Between two
 * calls the book is sound. A taking or a batch keeps its markets locked meanwhile, so that others see
 * all of it or nothing; take_end and batch_end give up what is unfinished. best, levels_next and state_digest, where they
 * need more calls, keep a market from commands, too, and so do listings. Other markets go on; for theirs, commands of other
 * instances answer BUSY, so that their host can wait without an instance. They wait with it for a batch of one step.
 *
 *   create        heap_end (bytes of memory that are the engine's from the start), closed_order_history,
 *                 trade_history (of each market, in records), hash_key (random words, a secret of the host's:
 *                 without them nobody can choose ids that collide; not all 0), interval (how long an order may
 *                 last at most, in microseconds), foreign_orders (how many imported orders may be open at once, in all
 *                 markets), foreign_orders_of_maker (how many of them of one maker), foreign_memory (an imported order
 *                 enters while no more bytes of the memory are in use, without what is reclaimable; with a book limit,
 *                 no more bytes of the books: what is above is for the host's own orders and takes), amount (the book
 *                 limit: how many bytes books may take, whatever size the memory has; events are not counted then, so
 *                 neither their readers nor the memory's size decide whether a command finds memory, as long as the
 *                 memory has room beyond. 0 for none: books and events take what the memory has)
 *   configure     closed_order_history, trade_history, interval, foreign_orders, foreign_orders_of_maker, foreign_memory,
 *                 amount (another book limit; one cannot be set or removed), market (the first to look at) -> more,
 *                 market to go on with. Histories that are too long are cut at once. No other command that changes
 *                 anything may run meanwhile
 *   keep_used_ids count, page.used_ids[0..count), since: keeps ids, of another engine, and its freed_until
 *   open_market   base, quote, count -> market, summary_reference, page.references[0], listed (how many are open now);
 *                 makes the market if there is none. Where as many as `count` are open (0: any number), one without
 *                 open orders and trades is released first: TOO_MANY_MARKETS if there is none
 *   create_order  id, market, side, amount, price, now, expires_at, address (the maker's), flags, signature;
 *                 BELOW_A_UNIT
 *   cancel_order  order_id, now -> order.remaining (what was withdrawn)
 *   evict_order   the same for an order of any maker
 *   get_order     order_id, now -> order, signature if it has one
 *   best          market, now -> summary of what has not expired
 *   sweep         market (where to begin: 0, then as the answer says), now -> more, market (where to go on)
 *
 * Taking. Neither a trade nor what remains of an open order is ever below a unit: a rest that would be is cancelled,
 * after the trade that leaves it.
 *   take_order    id (the trade's), order_id, amount, now, address (the taker's) -> trade. On BELOW_A_UNIT, order.price
 *   take_begin    id (the first trade's; each next one's is one more), market, side (the taker's), amount, price (the
 *                 limit), now, address: takes the best orders and leaves the market locked for. It ends before a
 *                 trade that would be below a unit; if that is the first one: BELOW_A_UNIT, order.price
 *   take_next     -> page.references[0..listed) to the trades in the order they were made, more
 *   take_end      unlocks the market. Before take_begin has finished: undoes the taking while it only prepares, and
 *                 finishes it otherwise
 *   complete_trade, fail_trade
 *                 id (the trade's), now -> trade
 *
 * Batches:
 *   batch_begin   count, flags (SIGNED if one has a signature, IMPORTED if one is: then the records leave the memory
 *                 above foreign_memory), address_length (if SIGNED: of the longest maker's address) ->
 *                 page.references[0..listed) to records, more; the host writes into each id, market, side, amount,
 *                 price, expires_at, maker, maker_length, IMPORTED among its flags if it is, and then its signature
 *                 where order.signature says
 *   batch_next    -> page.references[0..listed), more; takes memory for these records
 *   batch_create  now: enters all orders, or none; their markets ascend. On an error, listed says which was refused
 *   batch_end     gives back what was not entered. Before batch_create has finished: undoes it, unless all are entered
 *
 * Listings keep the market from commands, so that the host reads records in place, of one moment:
 *   list_begin    market, now
 *   list_next     -> page.references[0..listed), more; bids best first, then asks best first, oldest first
 *   levels_next   count (of each side at most) -> page.levels[0..listed), bids (how many of them are), more;
 *                 page.levels is its own until it answers something else than UNFINISHED
 *   trades_next   -> page.references[0..listed), more; newest first
 *   candles_next  interval, count -> page.candles[0..listed), more; the candles of the last `count` intervals up to the
 *                 market's time, of those that have trades, oldest first
 *   list_end      unlocks the market
 *
 * A market's time is `now`, or when its newest trade was made if that is later.
 *
 *   statistics    market, now, interval -> statistics of the trades later than that much before the market's time,
 *                 trades_ever
 *
 * Events:
 *   events_switch count: 0 for no events from now on, 1 for events; amount (with a book limit: how many pages the memory
 *                 may have: events leave the books what these may still take of them)
 *   events_next   -> page.references[0..listed), each a record and, in its low bits, the event's kind. What the call
 *                 before returned is gone. One instance reads at a time.
 *   events_cursor returns the reference of a word that is 0 while no event waits: to sleep on
 *
 *   state_digest  market (0 for all and the used ids), now -> page.digest of what can be seen: the markets' open orders in
 *                 their queues, closed orders and trades, and the used ids that have not expired by now. The same
 *                 commands of each market give the same digest, in whatever order the markets take turns, whatever
 *                 instances run them, and wherever records are, as long as no command is refused for want of memory
 *                 and no history gives its own. It reads a market at a time.
 *
 *   recover       owner: an instance that trapped inside a call with something locked poisons the engine; that it read a
 *                 market, only its own call finds. One that was ended between two calls gives up its locks, as
 *                 take_end, batch_end and list_end do, when it asks for itself. WRONG_STATE if it held nothing, or nothing any more; the instances that
 *                 wait look again
 */
DARKSWAP_COMMAND(darkswap_create);
DARKSWAP_COMMAND(darkswap_configure);
DARKSWAP_COMMAND(darkswap_keep_used_ids);
DARKSWAP_COMMAND(darkswap_open_market);
DARKSWAP_COMMAND(darkswap_create_order);
DARKSWAP_COMMAND(darkswap_cancel_order);
DARKSWAP_COMMAND(darkswap_evict_order);
DARKSWAP_COMMAND(darkswap_get_order);
DARKSWAP_COMMAND(darkswap_best);
DARKSWAP_COMMAND(darkswap_sweep);
DARKSWAP_COMMAND(darkswap_take_order);
DARKSWAP_COMMAND(darkswap_take_begin);
DARKSWAP_COMMAND(darkswap_take_next);
DARKSWAP_COMMAND(darkswap_take_end);
DARKSWAP_COMMAND(darkswap_complete_trade);
DARKSWAP_COMMAND(darkswap_fail_trade);
DARKSWAP_COMMAND(darkswap_batch_begin);
DARKSWAP_COMMAND(darkswap_batch_next);
DARKSWAP_COMMAND(darkswap_batch_create);
DARKSWAP_COMMAND(darkswap_batch_end);
DARKSWAP_COMMAND(darkswap_list_begin);
DARKSWAP_COMMAND(darkswap_list_next);
DARKSWAP_COMMAND(darkswap_levels_next);
DARKSWAP_COMMAND(darkswap_trades_next);
DARKSWAP_COMMAND(darkswap_candles_next);
DARKSWAP_COMMAND(darkswap_list_end);
DARKSWAP_COMMAND(darkswap_statistics);
DARKSWAP_COMMAND(darkswap_events_switch);
DARKSWAP_COMMAND(darkswap_events_next);
uint32_t darkswap_events_cursor(void);
DARKSWAP_COMMAND(darkswap_state_digest);
DARKSWAP_COMMAND(darkswap_recover);

/* The reference of the darkswap_used_ids. */
uint32_t darkswap_used_ids(void);

/*
 * For an operator: bytes of the memory that are free, the book limit and what books have taken of it (both 0 without one), and
 * bytes of closed orders and trades, at least, that give way to open orders. They take no lock, so each is of a moment while other instances work. An engine
 * that was not created has none.
 */
uint64_t darkswap_free_bytes(void);
uint64_t darkswap_book_limit(void);
uint64_t darkswap_book_bytes(void);
uint64_t darkswap_reclaimable_bytes(void);

/*
 * A digest of all markets, their orders and trades, and of the used ids, byte for byte, with their places. The
 * same commands give the same digest. For tests: it takes no lock, so nothing else may run.
 */
uint64_t darkswap_digest(void);

/*
 * Walks every market and checks what must always hold: sorted keys, linked neighbours, sums,
 * every order found by its id. Returns 0, or the number of the first rule that is broken. For
 * tests: it takes no lock, so nothing else may run.
 */
uint32_t darkswap_check_invariants(void);

#endif
