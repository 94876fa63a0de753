package io.darkswap.sample.events;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import io.darkswap.sample.ServerSentEvents;
import io.darkswap.sample.trading.MarketViews;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.willAnswer;

/**
 * Tests of the first reader of a market, before which its feed does not exist.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class FirstReaderTests {

	private static final Asset RUNE = Asset.rune("870000:30");

	@Autowired
	private DarkSwapClient client;

	@Autowired
	private MarketFeeds feeds;

	@MockitoSpyBean
	private MarketViews views;

	@LocalServerPort
	private int port;

	@Test
	void anOwnOrderThatIsCreatedWhileTheSnapshotIsReadIsCounted() throws Exception {
		Order created = sell("100");
		this.client.flushEvents().get(1, TimeUnit.MINUTES);
		willAnswer((call) -> {
			deliver(created);
			return List.of();
		}).given(this.views).ownOrders(Asset.bitcoin(), RUNE, Integer.MAX_VALUE);
		try (ServerSentEvents events = ServerSentEvents.open(this.port, "/api/markets/events?base=BTC&quote=" + RUNE,
				"")) {
			assertThat(JsonPath.<Integer>read(events.next("Snapshot").data(), "$.ownOrderCount")).isZero();
			sell("101");
			ServerSentEvents.Event first = events.next("OrderCreated");
			assertThat(JsonPath.<String>read(first.data(), "$.order.id")).isEqualTo(created.id().toString());
			assertThat(JsonPath.<Integer>read(events.next("OrderCreated").data(), "$.ownOrderCount")).isEqualTo(2);
		}
	}

	/** Deliver the event on another thread, until it waits for the snapshot. */
	private void deliver(Order created) {
		Thread delivery = new Thread(
				() -> this.feeds.accept(new DarkSwapEvent.OrderCreated(created, created.timestamp())));
		delivery.start();
		while (delivery.getState() != Thread.State.BLOCKED && delivery.getState() != Thread.State.TERMINATED) {
			Thread.onSpinWait();
		}
	}

	private Order sell(String price) {
		return this.client.createOrder(Asset.bitcoin(), RUNE, OrderSide.SELL, BigDecimal.ONE, new BigDecimal(price),
				this.client.getAddress(), Duration.ofHours(1));
	}

}
