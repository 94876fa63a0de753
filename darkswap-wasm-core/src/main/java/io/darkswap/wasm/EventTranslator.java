package io.darkswap.wasm;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.darkswap.wasm.engine.EventHandler;
import io.darkswap.wasm.engine.EventKind;
import io.darkswap.wasm.engine.OrderRecord;
import io.darkswap.wasm.engine.TradeRecord;

/**
 * Makes this package's events from the engine's and tells them to the listeners.
 *
 * @param reader makes orders and trades
 * @param listeners who is told
 * @param clock when the engine was poisoned
 * @param poisonings counts how often one was
 */
record EventTranslator(RecordReader reader, EventListeners listeners, Clock clock,
		AtomicLong poisonings) implements EventHandler {

	@Override
	public void order(EventKind kind, OrderRecord order) {
		Order snapshot = this.reader.order(order);
		Instant timestamp = Timestamps.instant(order.changedAt());
		this.listeners.tell(switch (kind) {
			case ORDER_CREATED -> new DarkSwapEvent.OrderCreated(snapshot, timestamp);
			case ORDER_CANCELLED -> new DarkSwapEvent.OrderCancelled(snapshot, timestamp);
			case ORDER_MATCHED -> new DarkSwapEvent.OrderMatched(snapshot, timestamp);
			case ORDER_EXPIRED -> new DarkSwapEvent.OrderExpired(snapshot, timestamp);
			default -> throw new IllegalArgumentException(kind + " shows no order");
		});
	}

	@Override
	public void trade(EventKind kind, TradeRecord trade) {
		Trade snapshot = this.reader.trade(trade);
		this.listeners.tell(switch (kind) {
			case TRADE_CREATED -> new DarkSwapEvent.TradeCreated(snapshot, snapshot.timestamp());
			case TRADE_COMPLETED -> new DarkSwapEvent.TradeCompleted(snapshot, Timestamps.instant(trade.settledAt()));
			case TRADE_FAILED -> new DarkSwapEvent.TradeFailed(snapshot, Timestamps.instant(trade.settledAt()));
			default -> throw new IllegalArgumentException(kind + " shows no trade");
		});
	}

	@Override
	public void poisoned(Throwable trap) {
		this.poisonings.incrementAndGet();
		this.listeners.tell(new DarkSwapEvent.Error(ErrorCode.ENGINE_POISONED,
				"The book cannot be trusted any more (%s): call create to begin afresh".formatted(trap.getMessage()),
				this.clock.instant()));
	}

}
