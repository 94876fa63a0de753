package io.darkswap.sample;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a request in flight at shutdown still trades.
 */
class GracefulShutdownTests {

	@Test
	void requestInFlightIsAnsweredAndThenTheClientIsClosed() {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(TradingDeskApplication.class,
				SlowDesk.class)
			.run("--server.port=0");
		SlowDesk desk = context.getBean(SlowDesk.class);
		DarkSwapClient client = context.getBean(DarkSwapClient.class);
		CompletableFuture<HttpResponse<String>> response = get(context, "/slow");
		Awaitility.await().until(() -> desk.begun.getCount() == 0);
		CompletableFuture<Void> closing = CompletableFuture.runAsync(context::close,
				(task) -> new Thread(task).start());
		assertThat(response).succeedsWithin(Duration.ofMinutes(1))
			.satisfies((answer) -> assertThat(answer.statusCode()).isEqualTo(200))
			.satisfies((answer) -> assertThat(answer.body()).isEqualTo("STARTED"));
		assertThat(closing).succeedsWithin(Duration.ofMinutes(1));
		assertThat(client.getState()).isEqualTo(ClientState.CLOSED);
	}

	private static CompletableFuture<HttpResponse<String>> get(ConfigurableApplicationContext context, String path) {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
		return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
	}

	@RestController
	static class SlowDesk {

		private final DarkSwapClient client;

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch closing = new CountDownLatch(1);

		SlowDesk(DarkSwapClient client) {
			this.client = client;
		}

		/** Trades only when the context has begun to close. */
		@GetMapping("/slow")
		String slow() throws InterruptedException {
			this.begun.countDown();
			this.closing.await();
			this.client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE,
					BigDecimal.TEN, this.client.getAddress(), Duration.ofHours(1));
			return this.client.getState().name();
		}

		@EventListener(ContextClosedEvent.class)
		void contextCloses() {
			this.closing.countDown();
		}

	}

}
