/*
 * Commands of random arguments, each compared with the plain book at once. What a command does not
 * take from its request is garbage.
 */
#ifndef DARKSWAP_COMMANDS_H
#define DARKSWAP_COMMANDS_H

#include "compare.h"

/* The time, how many prices orders have, and how far apart they are: where that is little, small amounts cannot be paid. */
extern int64_t now;
extern uint64_t prices;
extern uint64_t price_step;
/* Whether memory may be short: then ids are never used twice, as a history may just have given its own. */
extern bool memory_is_limited;

/* Fills the request with garbage, and with `now`. */
struct darkswap_request *command_begin(void);

/* Whether a command that needs memory was refused it, which is right only when all histories have given theirs. */
bool command_was_refused(uint32_t error);

/*
 * Brings the market up to `moment` in the plain book, and in the engine, if need be: it goes no further once
 * the record that a command names is swept out and evicted.
 */
void command_sweep(uint32_t market, int64_t moment, uint32_t error);

/* Evicts from the plain book the records that the histories evicted: none, unless memory was short. */
void command_adopt_histories(void);

/* How many blocks are this instance's: a batch that is being written. */
extern uint32_t blocks_held;

/* The number of a market, or now and then one that none has. */
uint32_t any_market(void);
uint32_t any_open_market(void);

/* The numbers of the open markets, ascending. */
extern uint32_t market_numbers[PLAIN_MARKETS];

/* Whether the market was open before this command. */
bool market_was_released(uint32_t market);

/* How many times a market was released. */
extern uint32_t released;

/* Opens markets again that were released, which is right only when memory was short. */
void reopen_markets(void);
bool market_exists(uint32_t market);
uint64_t any_price(void);
bool order_is_valid(struct darkswap_order const *order, int64_t moment);

/* Makers and takers; returns the length. */
uint32_t random_address(uint8_t *address);

/* Makers of imported orders: one of a few, whose addresses differ in a byte or in their length. */
uint32_t random_maker(uint8_t *address);

/* An order of the plain book, open or closed, or now and then one that never was. */
void any_order_id(uint64_t *id_high, uint64_t *id_low);

/* The id of an order that was imported and has not expired yet; false if there is none. */
bool any_used_id(uint64_t *id_high, uint64_t *id_low);

/* Of the next order or trade. */
extern uint64_t next_id;

void open_markets(void);

void random_create(void);
void random_get(void);
void random_cancel(void);
void random_sweep(void);
void random_keep_used_ids(void);
void random_batch(void);
void random_take_order(void);
void random_take_best(void);
void random_settle(void);
void random_best(void);
void random_listing(void);
void random_statistics(void);
void random_candles(void);
void random_events_read(void);
void random_events_switch(void);

/* Reads all events that wait. */
void read_all_events(void);

/* All commands that do not belong into a listing, a taking or a batch answer so, and change nothing. */
void check_wrong_calls_while_holding(void);
void check_wrong_calls_while_holding_nothing(void);

/* Compares all that is in the book, and checks that no block is lost. */
void check_everything(void);

#endif
