package io.darkswap.sample.events;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.darkswap.sample.ServerSentEvents;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of streams of events over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "desk.events.heartbeat=20ms", "desk.events.maximum=2" })
@AutoConfigureRestTestClient
class EventTests {

	private static final Asset RUNE = Asset.rune("840000:30");

	@Autowired
	private RestTestClient http;

	@Autowired
	private DarkSwapClient client;

	@Autowired
	private EventStreams streams;

	@Autowired
	private ApplicationContext context;

	@LocalServerPort
	private int port;

	@AfterEach
	void awaitEndOfStreams() {
		awaitStreams(0);
	}

	@Test
	void streamDeliversEventsInOrder() throws Exception {
		try (ServerSentEvents events = ServerSentEvents.open(this.port)) {
			Order order = createOrder();
			this.client.takeOrder(order.id(), new BigDecimal("0.2"));
			this.client.cancelOrder(order.id());
			assertThat(events.next().name()).isEqualTo("OrderCreated");
			assertThat(events.next().name()).isEqualTo("OrderMatched");
			assertThat(events.next().name()).isEqualTo("TradeCreated");
			assertThat(events.next().name()).isEqualTo("OrderCancelled");
		}
	}

	@Test
	void eventsUseTheJsonOfOtherAnswers() throws Exception {
		try (ServerSentEvents events = ServerSentEvents.open(this.port)) {
			Order order = createOrder();
			String event = events.next().data();
			assertThat(JsonPath.<String>read(event, "$.order.id")).isEqualTo(order.id().toString());
			assertThat(JsonPath.<String>read(event, "$.order.quoteAsset")).isEqualTo("RUNE:840000:30");
			assertThat(JsonPath.<String>read(event, "$.order.amount")).isEqualTo("0.5");
			assertThat(JsonPath.<String>read(event, "$.timestamp")).isEqualTo(order.timestamp().toString());
		}
	}

	@Test
	void everyStreamReceivesEvents() throws Exception {
		try (ServerSentEvents one = ServerSentEvents.open(this.port);
				ServerSentEvents other = ServerSentEvents.open(this.port)) {
			createOrder();
			assertThat(one.next()).isEqualTo(other.next());
		}
	}

	@Test
	void silentStreamHasHeartbeats() throws Exception {
		try (ServerSentEvents events = ServerSentEvents.open(this.port)) {
			for (int beat = 0; beat < 3; beat++) {
				ServerSentEvents.Event heartbeat = events.nextOrHeartbeat();
				assertThat(heartbeat.name()).isEqualTo("Heartbeat");
				assertThat(JsonPath.<Integer>read(heartbeat.data(), "$.intervalMillis")).isEqualTo(20);
			}
		}
	}

	@Test
	void streamWhoseReaderDisconnectedEnds() throws Exception {
		ServerSentEvents events = ServerSentEvents.open(this.port);
		assertThat(this.streams.size()).isOne();
		events.close();
		awaitStreams(0);
	}

	@Test
	void whenThereAreTooManyStreamsThenAnotherIsRefused() throws Exception {
		try (ServerSentEvents one = ServerSentEvents.open(this.port);
				ServerSentEvents other = ServerSentEvents.open(this.port)) {
			this.http.get()
				.uri("/api/events")
				.accept(MediaType.TEXT_EVENT_STREAM)
				.exchange()
				.expectStatus()
				.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
				.expectHeader()
				.valueEquals(HttpHeaders.RETRY_AFTER, "1");
		}
	}

	@Test
	void idsGrowByOne() throws Exception {
		try (ServerSentEvents events = ServerSentEvents.open(this.port)) {
			createOrder();
			createOrder();
			long first = events.next().number();
			assertThat(events.next().number()).isEqualTo(first + 1);
		}
	}

	@Test
	void readerThatReconnectsReceivesTheEventsInBetween() throws Exception {
		String last;
		try (ServerSentEvents events = ServerSentEvents.open(this.port)) {
			createOrder();
			last = events.next().id();
		}
		Order meanwhile = createOrder();
		try (ServerSentEvents events = ServerSentEvents.open(this.port, "/api/events", last)) {
			assertThat(JsonPath.<String>read(events.next().data(), "$.order.id")).isEqualTo(meanwhile.id().toString());
		}
	}

	@Test
	void readerWhoseLastEventIsNotKnownIsInformed() throws Exception {
		try (ServerSentEvents events = ServerSentEvents.open(this.port, "/api/events", "8000-1")) {
			ServerSentEvents.Event missed = events.next();
			assertThat(missed.name()).isEqualTo("Error");
			assertThat(JsonPath.<String>read(missed.data(), "$.code")).isEqualTo("EVENTS_MISSED");
		}
	}

	@Test
	void headRequestOpensNoStream() {
		for (String path : List.of("/api/events", "/api/markets/events?base=BTC&quote=RUNE:1:1",
				"/api/events/markets?market=BTC/RUNE:1:1")) {
			this.http.head().uri(path).exchange().expectStatus().isOk();
			assertThat(this.streams.size()).isZero();
		}
	}

	@Test
	void whenAChildContextClosesThenStreamsContinue() throws Exception {
		try (ServerSentEvents events = ServerSentEvents.open(this.port)) {
			try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
				child.setParent(this.context);
				child.refresh();
			}
			createOrder();
			assertThat(events.next().name()).isEqualTo("OrderCreated");
		}
	}

	private Order createOrder() {
		return this.client.createOrder(Asset.bitcoin(), RUNE, OrderSide.SELL, new BigDecimal("0.5"), BigDecimal.TEN,
				this.client.getAddress(), Duration.ofHours(1));
	}

	private void awaitStreams(int expected) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(this.streams.size()).isEqualTo(expected));
	}

}
