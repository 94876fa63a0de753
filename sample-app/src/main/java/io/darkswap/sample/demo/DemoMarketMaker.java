package io.darkswap.sample.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Makes, takes and cancels orders with the application's own address, so that a newcomer
 * sees active markets. Runs only while it is switched on. Thread-safe.
 */
@Component
class DemoMarketMaker implements DisposableBean {

	static final int HIGHEST_RATE = 5000;

	private static final Log logger = LogFactory.getLog(DemoMarketMaker.class);

	private static final Duration TICK = Duration.ofMillis(20);

	private static final long TICKS_A_SECOND = Duration.ofSeconds(1).dividedBy(TICK);

	private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "demo-market-maker");
		thread.setDaemon(true);
		return thread;
	});

	private final List<DemoMarket> markets;

	private final AtomicLong actions = new AtomicLong();

	/** The fraction of an action that is due, times the ticks a second. */
	private long due;

	private volatile int rate;

	private @Nullable ScheduledFuture<?> running;

	DemoMarketMaker(DarkSwapClient client) {
		Asset rune = Asset.rune("840000:3");
		Asset alkane = Asset.alkane("2:0");
		this.markets = List.of(new DemoMarket(client, Asset.bitcoin(), rune, 120_000_00, 4),
				new DemoMarket(client, Asset.bitcoin(), alkane, 4_815_00, 3),
				new DemoMarket(client, rune, alkane, 25_00, 1));
	}

	synchronized void start(int rate) {
		this.rate = rate;
		if (this.running == null) {
			this.running = this.scheduler.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/** Stops and cancels the remaining orders. */
	synchronized void stop() {
		if (this.running != null) {
			this.rate = 0;
			this.running.cancel(false);
			this.running = null;
			this.scheduler.execute(() -> this.markets.forEach(DemoMarket::withdraw));
		}
	}

	/** Return the actions a second; 0 if it is stopped. */
	int rate() {
		return this.rate;
	}

	long actions() {
		return this.actions.get();
	}

	private void tick() {
		this.due += this.rate;
		try {
			for (; this.due >= TICKS_A_SECOND && this.rate > 0; this.due -= TICKS_A_SECOND) {
				market(this.actions.getAndIncrement()).act();
			}
		}
		catch (DarkSwapException ex) {
			this.due = 0;
			logger.debug("The demonstration pauses", ex);
		}
	}

	/** The first market has most of the trading. */
	private DemoMarket market(long action) {
		long choice = action % 10;
		return this.markets.get((choice < 7) ? 0 : (choice < 9) ? 1 : 2);
	}

	@Override
	public void destroy() {
		this.scheduler.shutdownNow();
	}

}
