package io.darkswap.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CallInterceptor}.
 */
class CallInterceptorTests {

	private final Recorder recorder = new Recorder();

	private final DarkSwapClient client = SharedMemoryDarkSwapClient.builder()
		.initializeOnFirstUse()
		.callInterceptor(this.recorder)
		.build();

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void seesTheMethodAndItsResult() {
		BestBidAsk best = this.client.getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
		assertThat(this.recorder.seen).containsExactly("getBestBidAsk", best);
	}

	@Test
	void seesTheExceptionOfACall() {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.cancelOrder(new UUID(0, 1)));
		assertThat(this.recorder.seen).containsExactly("cancelOrder", ErrorCode.ORDER_NOT_FOUND);
	}

	@Test
	void seesCallsThatAClosedClientRefuses() {
		this.client.close();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.getOrder(new UUID(0, 1)));
		assertThat(this.recorder.seen).containsExactly("getOrder", ErrorCode.NOT_INITIALIZED);
	}

	@Test
	void callsAreInterceptedWhileTheInterceptorIsActive() {
		this.recorder.active = false;
		this.client.getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.cancelOrder(new UUID(0, 1)));
		assertThat(this.recorder.seen).isEmpty();
		this.recorder.active = true;
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.cancelOrder(new UUID(0, 1)));
		assertThat(this.recorder.seen).containsExactly("cancelOrder", ErrorCode.ORDER_NOT_FOUND);
	}

	@Test
	void theClientCountsCallsThatTrappedOrTimedOut() {
		CallInterceptor failing = new CallInterceptor() {

			@Override
			public <T> T intercept(DarkSwapClient client, String operation, Supplier<T> call) {
				throw new DarkSwapException(
						operation.equals("getOrder") ? ErrorCode.ENGINE_TRAPPED : ErrorCode.CALL_TIMED_OUT, operation);
			}

		};
		try (DarkSwapClient refused = DarkSwapClient.builder().callInterceptor(failing).build()) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> refused.getOrder(new UUID(0, 1)));
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> refused.cancelOrder(new UUID(0, 1)));
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> refused.cancelOrder(new UUID(0, 1)));
			assertThat(refused.getTrapCount()).isEqualTo(1);
			assertThat(refused.getTimeoutCount()).isEqualTo(2);
		}
		assertThat(this.client.getTrapCount() + this.client.getTimeoutCount()).isZero();
	}

	private static final class Recorder implements CallInterceptor {

		private final List<Object> seen = new ArrayList<>();

		private boolean active = true;

		@Override
		public boolean isActive() {
			return this.active;
		}

		@Override
		public <T> T intercept(DarkSwapClient client, String operation, Supplier<T> call) {
			this.seen.add(operation);
			try {
				T result = call.get();
				this.seen.add(result);
				return result;
			}
			catch (DarkSwapException ex) {
				this.seen.add(ex.code());
				throw ex;
			}
		}

	}

}
