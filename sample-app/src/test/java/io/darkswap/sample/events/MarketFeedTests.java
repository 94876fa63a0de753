package io.darkswap.sample.events;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import io.darkswap.sample.ServerSentEvents;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the streams of one and of several markets over HTTP. Each test has its own
 * market.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "desk.events.depth-interval=5ms", "desk.events.ticker-interval=5ms" })
class MarketFeedTests {

	@Autowired
	private DarkSwapClient client;

	@Autowired
	private MarketFeeds feeds;

	@Autowired
	private AdvancingClock clock;

	@LocalServerPort
	private int port;

	@Test
	void streamBeginsWithASnapshot() throws Exception {
		Order order = sell(1, "1", "100");
		try (ServerSentEvents events = open(1, "")) {
			ServerSentEvents.Event snapshot = events.next();
			assertThat(snapshot.name()).isEqualTo("Snapshot");
			assertThat(read(snapshot, "$.depth.asks[0].price")).isEqualTo("100");
			assertThat(read(snapshot, "$.ownOrders[0].id")).isEqualTo(order.id().toString());
			assertThat(read(snapshot, "$.ticker.ask.price")).isEqualTo("100");
		}
	}

	@Test
	void changesOfDepthAreTheLevelsThatChanged() throws Exception {
		sell(2, "1", "100");
		sell(2, "1", "101");
		try (ServerSentEvents events = open(2, "")) {
			events.next("Snapshot");
			Order more = sell(2, "2", "100");
			ServerSentEvents.Event change = events.next("Depth");
			assertThat(JsonPath.<Object>read(change.data(), "$.asks").toString()).contains("100").doesNotContain("101");
			assertThat(read(change, "$.asks[0].amount")).isEqualTo("3");
			this.client.cancelOrder(more.id());
			assertThat(read(events.next("Depth"), "$.asks[0].amount")).isEqualTo("1");
		}
	}

	@Test
	void levelWithoutOrdersIsRemoved() throws Exception {
		Order order = sell(3, "1", "100");
		try (ServerSentEvents events = open(3, "")) {
			events.next("Snapshot");
			this.client.takeOrder(order.id(), BigDecimal.ONE);
			ServerSentEvents.Event change = events.next("Depth");
			assertThat(read(change, "$.asks[0].price")).isEqualTo("100");
			assertThat(JsonPath.<Integer>read(change.data(), "$.asks[0].orders")).isZero();
		}
	}

	@Test
	void tradesAreStreamed() throws Exception {
		Order order = sell(9, "1", "100");
		try (ServerSentEvents events = open(9, "")) {
			events.next("Snapshot");
			this.client.takeOrder(order.id(), BigDecimal.ONE);
			assertThat(read(events.next("TradeCreated"), "$.trade.amount")).isEqualTo("1");
		}
	}

	@Test
	void tickerFollowsTrades() throws Exception {
		Order order = sell(8, "1", "100");
		try (ServerSentEvents events = open(8, "")) {
			events.next("Snapshot");
			this.client.takeOrder(order.id(), BigDecimal.ONE);
			assertThat(read(events.next("Ticker"), "$.last")).isEqualTo("100");
		}
	}

	@Test
	void tradesLeaveTheStatisticsOfAQuietMarketAfterADay() throws Exception {
		Order order = sell(10, "1", "100");
		this.client.takeOrder(order.id(), BigDecimal.ONE);
		try (ServerSentEvents events = open(10, "")) {
			assertThat(read(events.next("Snapshot"), "$.ticker.volume")).isEqualTo("1");
			this.clock.advance(Duration.ofHours(25));
			ServerSentEvents.Event ticker = events.next("Ticker");
			while (!read(ticker, "$.volume").equals("0")) {
				ticker = events.next("Ticker");
			}
			assertThat(read(ticker, "$.last")).isEqualTo("100");
			assertThat(read(ticker, "$.high")).isNull();
		}
	}

	@Test
	void snapshotCountsOwnOrdersThatItDoesNotContain() throws Exception {
		NewOrder order = new NewOrder(Asset.bitcoin(), Asset.rune("870000:11"), OrderSide.SELL, BigDecimal.ONE,
				BigDecimal.TEN, this.client.getAddress(), Duration.ofHours(1));
		this.client.createOrders(Collections.nCopies(501, order));
		try (ServerSentEvents events = open(11, "")) {
			ServerSentEvents.Event snapshot = events.next("Snapshot");
			assertThat(JsonPath.<List<Object>>read(snapshot.data(), "$.ownOrders")).hasSize(500);
			assertThat(JsonPath.<Integer>read(snapshot.data(), "$.ownOrderCount")).isEqualTo(501);
		}
	}

	/** Events are delivered after the change, so a snapshot may come before them. */
	@Test
	void anEventThatLeavesAnOrderAsTheSnapshotHasItDoesNotChangeTheCountOfOwnOrders() throws Exception {
		Order open = sell(12, "1", "100");
		Order closed = sell(12, "1", "101");
		this.client.cancelOrder(closed.id());
		this.client.flushEvents().get(1, TimeUnit.MINUTES);
		try (ServerSentEvents events = open(12, "")) {
			assertThat(JsonPath.<Integer>read(events.next("Snapshot").data(), "$.ownOrderCount")).isOne();
			this.feeds.accept(new DarkSwapEvent.OrderCreated(open, open.timestamp()));
			assertThat(JsonPath.<Integer>read(events.next("OrderCreated").data(), "$.ownOrderCount")).isOne();
			this.feeds.accept(new DarkSwapEvent.OrderCreated(closed, closed.timestamp()));
			assertThat(JsonPath.<Integer>read(events.next("OrderCreated").data(), "$.ownOrderCount")).isOne();
			this.feeds.accept(new DarkSwapEvent.OrderCancelled(this.client.getOrder(closed.id()), closed.timestamp()));
			assertThat(JsonPath.<Integer>read(events.next("OrderCancelled").data(), "$.ownOrderCount")).isOne();
			sell(12, "1", "102");
			assertThat(JsonPath.<Integer>read(events.next("OrderCreated").data(), "$.ownOrderCount")).isEqualTo(2);
		}
	}

	/** A client may deliver events after it is stopped, when it refuses reads. */
	@Test
	void anOwnOrderThatCannotBeReadIsPublishedAndCountedUntilItsEndIsDelivered() throws Exception {
		Order order = sell(13, "1", "100");
		this.client.cancelOrder(order.id());
		this.client.flushEvents().get(1, TimeUnit.MINUTES);
		try (ServerSentEvents events = open(13, "")) {
			assertThat(JsonPath.<Integer>read(events.next("Snapshot").data(), "$.ownOrderCount")).isZero();
			this.client.stop();
			try {
				this.feeds.accept(new DarkSwapEvent.OrderCreated(order, order.timestamp()));
			}
			finally {
				this.client.start();
			}
			assertThat(JsonPath.<Integer>read(events.next("OrderCreated").data(), "$.ownOrderCount")).isOne();
			this.feeds.accept(new DarkSwapEvent.OrderCancelled(this.client.getOrder(order.id()), order.timestamp()));
			assertThat(JsonPath.<Integer>read(events.next("OrderCancelled").data(), "$.ownOrderCount")).isZero();
		}
	}

	@Test
	void otherMarketsAreNotStreamed() throws Exception {
		try (ServerSentEvents events = open(4, "")) {
			events.next("Snapshot");
			sell(5, "1", "100");
			Order own = sell(4, "1", "100");
			assertThat(read(events.next("OrderCreated"), "$.order.id")).isEqualTo(own.id().toString());
		}
	}

	@Test
	void readerThatReconnectsContinuesWithTheNextNumber() throws Exception {
		sell(6, "1", "100");
		ServerSentEvents.Event last;
		try (ServerSentEvents events = open(6, "")) {
			last = events.next("Snapshot");
		}
		sell(6, "1", "100");
		try (ServerSentEvents events = open(6, last.id())) {
			ServerSentEvents.Event next = events.next();
			assertThat(next.name()).isNotEqualTo("Snapshot");
			assertThat(next.number()).isEqualTo(last.number() + 1);
			ServerSentEvents.Event change = next.name().equals("Depth") ? next : events.next("Depth");
			assertThat(read(change, "$.asks[0].amount")).isEqualTo("2");
		}
	}

	@Test
	void readerOfAnEarlierRunReceivesASnapshot() throws Exception {
		try (ServerSentEvents events = open(7, "8000000000000000-5")) {
			assertThat(events.next().name()).isEqualTo("Snapshot");
		}
	}

	@Test
	void eventOfOneOfSeveralMarketsHasTheRunOfItsMarketsSnapshot() throws Exception {
		try (ServerSentEvents events = openAll("market=BTC/RUNE:870000:20&market=BTC/RUNE:870000:21")) {
			Map<String, String> runs = new HashMap<>();
			for (int snapshot = 0; snapshot < 2; snapshot++) {
				ServerSentEvents.Event event = events.next("Snapshot");
				runs.put(read(event, "$.ticker.quote"), event.run());
			}
			assertThat(runs).hasSize(2);
			for (int rune : List.of(21, 20, 21)) {
				sell(rune, "1", "100");
				ServerSentEvents.Event created = events.next("OrderCreated");
				assertThat(created.run()).isEqualTo(runs.get("RUNE:870000:" + rune));
				assertThat(read(created, "$.order.quoteAsset")).isEqualTo("RUNE:870000:" + rune);
			}
		}
	}

	@Test
	void readerOfSeveralMarketsResumesThoseThatItNames() throws Exception {
		ServerSentEvents.Event last;
		try (ServerSentEvents events = openAll("market=BTC/RUNE:870000:22")) {
			last = events.next("Snapshot");
		}
		sell(22, "1", "100");
		try (ServerSentEvents events = openAll(
				"market=BTC/RUNE:870000:22&market=BTC/RUNE:870000:23&after=8000-1&after=" + last.id())) {
			Set<String> snapshots = new HashSet<>();
			ServerSentEvents.Event created = null;
			while (created == null || snapshots.isEmpty()) {
				ServerSentEvents.Event event = events.next();
				if (event.name().equals("Snapshot")) {
					snapshots.add(read(event, "$.ticker.quote"));
				}
				else if (event.name().equals("OrderCreated")) {
					created = event;
				}
			}
			assertThat(snapshots).containsExactly("RUNE:870000:23");
			assertThat(created.run()).isEqualTo(last.run());
			assertThat(created.number()).isGreaterThan(last.number());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "market=", "market=BTC", "market=BTC/BTC", "market=BTC/RUNE:1:1&market=BTC/DOGE" })
	void streamOfWrongMarketsIsRefused(String query) throws Exception {
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/api/events/markets?" + query))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(JsonPath.<String>read(response.body(), "$.code")).isEqualTo("INVALID_ARGUMENT");
	}

	private ServerSentEvents openAll(String query) throws Exception {
		return ServerSentEvents.open(this.port, "/api/events/markets?" + query, "");
	}

	private ServerSentEvents open(int rune, String lastEventId) throws Exception {
		return ServerSentEvents.open(this.port, "/api/markets/events?base=BTC&quote=RUNE:870000:" + rune, lastEventId);
	}

	private Order sell(int rune, String amount, String price) {
		return this.client.createOrder(Asset.bitcoin(), Asset.rune("870000:" + rune), OrderSide.SELL,
				new BigDecimal(amount), new BigDecimal(price), this.client.getAddress(), Duration.ofHours(1));
	}

	private static String read(ServerSentEvents.Event event, String path) {
		return JsonPath.read(event.data(), path);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class ClockConfiguration {

		@Bean
		AdvancingClock clock() {
			return new AdvancingClock();
		}

	}

	/** The system's clock, until a test advances it. */
	static final class AdvancingClock extends Clock {

		private volatile Duration ahead = Duration.ZERO;

		void advance(Duration duration) {
			this.ahead = duration;
		}

		@Override
		public Instant instant() {
			return Clock.systemUTC().instant().plus(this.ahead);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

	}

}
