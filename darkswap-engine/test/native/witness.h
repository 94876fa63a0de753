/*
 * Reads events while others make them, and checks what must hold of each order and trade whatever
 * runs at the same time. Ids name their maker: id_high is ORDERS_OF or TRADES_OF a worker, id_low a serial.
 */
#ifndef DARKSWAP_WITNESS_H
#define DARKSWAP_WITNESS_H

#include <stdint.h>

#define WORKERS 3
#define SERIALS_MAX (UINT32_C(1) << 19)
#define WITNESSED_MARKETS 3

#define ORDERS_OF(worker) (100 + (uint64_t)(worker))
#define TRADES_OF(worker) (200 + (uint64_t)(worker))
/* The order that ends it all. */
#define LAST_ORDER ORDERS_OF(WORKERS)

/* How often what happened, and the amounts. */
struct tally {
	uint64_t created, cancelled, expired, trades, completed, failed;
	uint64_t created_amount, cancelled_amount, expired_amount, traded_amount;
};

extern struct tally witnessed;

/* The rest of an order according to the events; 0 if it is not open. */
uint64_t witness_remaining(uint64_t id_high, uint64_t id_low);

/* A thread's: reads events as this instance, and sleeps while there are none, until LAST_ORDER is made. */
void witness_run(uint32_t instance);

#endif
