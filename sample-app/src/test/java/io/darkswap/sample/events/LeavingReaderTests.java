package io.darkswap.sample.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that readers who leave a stream of events in any way keep no place and do not
 * fill the log with stack traces.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "desk.events.heartbeat=1h", "desk.events.maximum-per-address=4", "logging.level.web=debug",
				"logging.level.io.darkswap=debug" })
@ExtendWith(OutputCaptureExtension.class)
class LeavingReaderTests {

	private static final String STACK_TRACE_LINE = "\tat ";

	/** For one address. */
	private static final int MOST_STREAMS = 4;

	@Autowired
	private DarkSwapClient client;

	@Autowired
	private EventStreams streams;

	@LocalServerPort
	private int port;

	@Test
	void readersThatLeaveWriteNoStackTraces(CapturedOutput output) throws Exception {
		List<Socket> readers = new ArrayList<>();
		for (String path : new String[] { "/api/events", "/api/markets/events?base=BTC&quote=RUNE:840000:3" }) {
			readers.add(open(path));
			readers.add(open(path));
		}
		int opened = this.streams.size();
		for (int i = 0; i < readers.size(); i++) {
			// The first of each path resets its connection, the second closes it.
			readers.get(i).setSoLinger(i % 2 == 0, 0);
			readers.get(i).close();
		}
		awaitNoStreams();
		assertThat(opened).isPositive();
		assertThat(output).doesNotContain(STACK_TRACE_LINE);
	}

	/** Nothing else is written: no events, and no heartbeat for an hour. */
	@Test
	void placesOfReadersThatLeftAreFreeSoonAfterAnotherIsRefused() throws Exception {
		for (int i = 0; i < MOST_STREAMS; i++) {
			open("/api/events").close();
		}
		assertThat(this.streams.size()).isEqualTo(MOST_STREAMS);
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status("/api/events").contains("200"));
		awaitNoStreams();
	}

	/** Streams end when they write to readers that left: here, events. */
	private void awaitNoStreams() {
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			this.client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, new BigDecimal("0.5"),
					new BigDecimal("120000"), this.client.getAddress(), Duration.ofHours(1));
			assertThat(this.streams.size()).isZero();
		});
	}

	private String status(String path) throws IOException {
		try (Socket socket = request(path)) {
			return reader(socket).readLine();
		}
	}

	private Socket open(String path) throws IOException {
		Socket socket = request(path);
		BufferedReader reader = reader(socket);
		String line = reader.readLine();
		assertThat(line).contains("200");
		while (!line.startsWith(":") && !line.startsWith("event:")) {
			line = reader.readLine();
		}
		return socket;
	}

	private Socket request(String path) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		socket.getOutputStream()
			.write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path).getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private static BufferedReader reader(Socket socket) throws IOException {
		return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
	}

}
