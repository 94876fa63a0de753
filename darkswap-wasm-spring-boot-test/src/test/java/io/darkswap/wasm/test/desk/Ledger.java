package io.darkswap.wasm.test.desk;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.darkswap.wasm.DarkSwapEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records orders from their events. */
@Component
class Ledger {

	private final List<UUID> orders = new CopyOnWriteArrayList<>();

	@EventListener
	void on(DarkSwapEvent.OrderCreated event) {
		this.orders.add(event.order().id());
	}

	List<UUID> orders() {
		return this.orders;
	}

}
