package io.darkswap.sample.events;

import java.time.Instant;

import io.darkswap.wasm.Order;

/**
 * An event of an order of the application's own address.
 *
 * @param order the order at the time of the event
 * @param timestamp the time of the event
 * @param ownOrderCount the number of all open orders of that address afterwards
 */
record OwnOrderEvent(Order order, Instant timestamp, int ownOrderCount) {

}
