package io.darkswap.wasm.events;

import java.time.Clock;
import java.time.Instant;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.EventHandler;
import io.darkswap.wasm.engine.abi.EventKind;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.TradeRecord;
import io.darkswap.wasm.market.ModelMapper;

/**
 * Maps the engine's events to those of the API and publishes them.
 *
 * @param mapper maps orders and trades
 * @param listeners the listeners
 * @param clock the clock for the time of poisoning
 * @param onPoison runs once when the engine is poisoned
 * @param remedy what follows the poisoning, for listeners
 */
public record EventMapper(ModelMapper mapper, EventListeners listeners, Clock clock, Runnable onPoison,
		String remedy) implements EventHandler {

	@Override
	public void order(EventKind kind, OrderRecord order) {
		Order snapshot = this.mapper.order(order);
		Instant timestamp = Timestamps.instant(order.changedAt());
		this.listeners.publish(switch (kind) {
			case ORDER_CREATED -> new DarkSwapEvent.OrderCreated(snapshot, timestamp);
			case ORDER_CANCELLED -> new DarkSwapEvent.OrderCancelled(snapshot, timestamp);
			case ORDER_EVICTED -> new DarkSwapEvent.OrderEvicted(snapshot, timestamp);
			case ORDER_MATCHED -> new DarkSwapEvent.OrderMatched(snapshot, timestamp);
			case ORDER_EXPIRED -> new DarkSwapEvent.OrderExpired(snapshot, timestamp);
			default -> throw new IllegalArgumentException(kind + " shows no order");
		});
	}

	@Override
	public void trade(EventKind kind, TradeRecord trade) {
		Trade snapshot = this.mapper.trade(trade);
		this.listeners.publish(switch (kind) {
			case TRADE_CREATED -> new DarkSwapEvent.TradeCreated(snapshot, snapshot.timestamp());
			case TRADE_COMPLETED -> new DarkSwapEvent.TradeCompleted(snapshot, Timestamps.instant(trade.settledAt()));
			case TRADE_FAILED -> new DarkSwapEvent.TradeFailed(snapshot, Timestamps.instant(trade.settledAt()));
			default -> throw new IllegalArgumentException(kind + " shows no trade");
		});
	}

	@Override
	public void eventsMissed() {
		this.listeners.publish(new DarkSwapEvent.Error(ErrorCode.EVENTS_MISSED,
				"The events of a command were not published, because the memory had no room for them: read the books, and raise the option maximum",
				this.clock.instant()));
	}

	@Override
	public void poisoned(Throwable trap) {
		this.onPoison.run();
		this.listeners.publish(new DarkSwapEvent.Error(ErrorCode.ENGINE_POISONED,
				"The book cannot be trusted any more (%s): %s".formatted(trap.getMessage(), this.remedy),
				this.clock.instant()));
	}

}
