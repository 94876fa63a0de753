package io.darkswap.wasm.concurrent;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A flush of events while others trade. */
@Timeout(120)
class FlushTests {

	private static final int THREADS = 8;

	private static final int ORDERS = 500;

	@ParameterizedTest
	@EnumSource
	void aFlushDeliversTheCallersEventsDuringConcurrentCalls(ClientKind kind) throws Exception {
		try (DarkSwapClient client = kind.builder().config(Clients.config(10, 10)).instances(THREADS).build()) {
			client.initialize();
			Set<UUID> received = ConcurrentHashMap.newKeySet();
			client.addEventListener((event) -> {
				if (event instanceof DarkSwapEvent.OrderCreated created) {
					received.add(created.order().id());
				}
			});
			List<Integer> missed = ConcurrentRunner.run(THREADS, (thread) -> () -> {
				int missing = 0;
				for (int i = 0; i < ORDERS; i++) {
					Order order = Clients.createOrder(client, OrderSide.SELL, 1, 1);
					client.flushEvents().join();
					missing += received.contains(order.id()) ? 0 : 1;
				}
				return missing;
			});
			assertThat(missed).containsOnly(0);
		}
	}

}
