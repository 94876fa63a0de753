/* Shared by the commands: the engine's state, and a locked market. */
#ifndef DARKSWAP_ENGINE_H
#define DARKSWAP_ENGINE_H

#include "context.h"
#include "index.h"
#include "market.h"

/*
 * OK, WRONG_STATE before create, without an instance number or while this instance holds a market,
 * or POISONED.
 */
enum darkswap_error engine_check(void);

/* The same for a command that goes on with what it holds. */
enum darkswap_error engine_check_held(void);

/*
 * Locks the market and sweeps out what is past its time at the request's `now`. On any error
 * nothing is locked: MARKET_NOT_FOUND, BUSY when another instance keeps the market, UNFINISHED
 * when more is past its time than one call may sweep out, NO_ROOM_FOR_EVENTS when more than there
 * is room to emit.
 */
struct locked engine_lock_market(uint32_t number);

/*
 * The same for a command that holds other markets between its calls: while it waits for the lock, all is sound. It may
 * wait patiently, also while another instance keeps the market.
 */
struct locked engine_lock_next_market(uint32_t number, bool patiently);

/* The same for the market that the request names. */
struct locked engine_lock_requested_market(void);

/*
 * Locks a market for a command that changes nothing, beside others that change nothing: what is past its time stays in
 * the book, and the reader passes it over. On any error nothing is locked.
 */
enum darkswap_error engine_lock_to_read(uint32_t number, struct market const **market);
enum darkswap_error engine_lock_requested_to_read(struct market const **market);
void engine_unlock_read(void);

/*
 * Finds a record by its id and locks its market. On any error nothing is locked; without such a
 * record the error is ORDER_NOT_FOUND or TRADE_NOT_FOUND.
 */
struct locked engine_find_and_lock(enum index_kind kind, uint64_t id_high, uint64_t id_low);

/* The same for a command that changes nothing. */
enum darkswap_error engine_find_to_read(enum index_kind kind, uint64_t id_high, uint64_t id_low, uint32_t *record);

/*
 * Publishes the market's best prices, then evicts what is beyond its histories and sums up its newest trades.
 * Returns whether that was all of it.
 */
bool engine_publish_market(struct market *market);

/* The same, publishes the events of this command, and unlocks the market. */
void engine_unlock_market(struct market *market);

/* Publishes the events of this command, and reports the number that wait to the host. */
void engine_publish_events(void);

/*
 * Keeps what is locked from this call to a later one of the same instance, which ends that. Until
 * then only the commands that know of the hold may run.
 */
void engine_hold(void);
void engine_end_hold(void);

/* The state of the whole engine, for recovery. */
void engine_poison(void);

#endif
