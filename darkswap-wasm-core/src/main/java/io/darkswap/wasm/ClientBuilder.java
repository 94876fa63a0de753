package io.darkswap.wasm;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.trading.ClientSettings;
import io.darkswap.wasm.trading.EngineSettings;
import io.darkswap.wasm.trading.MonitoredClock;
import io.darkswap.wasm.wallet.BalanceSource;
import org.jspecify.annotations.Nullable;

/**
 * Collects and validates the settings of a client. The nested builders of both clients
 * are its public names.
 *
 * @param <B> the builder that the methods return
 */
abstract class ClientBuilder<B extends ClientBuilder<B>> {

	private static final Duration SHORTEST_STOP = Duration.ofSeconds(1);

	private @Nullable SharedMemoryWasmLoader loader;

	private String url = DarkSwapClient.BUNDLED_URL;

	private MemoryOptions memory = MemoryOptions.DEFAULT;

	private @Nullable DarkSwapConfig config;

	private Clock clock = Clock.systemUTC();

	private int instances = Math.max(2, Runtime.getRuntime().availableProcessors());

	private Duration callTimeout = Duration.ofSeconds(5);

	private Duration stopAfter = Duration.ofSeconds(30);

	private Duration sweepInterval = Duration.ofSeconds(1);

	private TradingLimits limits = TradingLimits.DEFAULT;

	private int eventQueueCapacity = 65_536;

	private @Nullable LogOptions log;

	private boolean initializeOnFirstUse;

	private @Nullable CallInterceptor callInterceptor;

	private final List<BalanceSource> balanceSources = new ArrayList<>();

	/**
	 * Sets the loader of the module, which stays open when the client is closed. Without
	 * it, the client has a loader of its own.
	 * @param loader the loader
	 * @return this builder
	 */
	public B loader(SharedMemoryWasmLoader loader) {
		this.loader = Arguments.notNull(loader, "loader");
		return self();
	}

	/**
	 * Sets the URL of the DarkSwap module, {@link DarkSwapClient#BUNDLED_URL} by default.
	 * @param url {@code classpath:}, {@code file:}, {@code http:} or {@code https:}
	 * @return this builder
	 */
	public B url(String url) {
		this.url = Arguments.notNull(url, "URL of the module");
		return self();
	}

	/**
	 * Sets the limits of the linear memory, {@link MemoryOptions#DEFAULT} by default.
	 * @param memory the limits
	 * @return this builder
	 */
	public B memory(MemoryOptions memory) {
		this.memory = Arguments.notNull(memory, "memory");
		return self();
	}

	/**
	 * Sets the configuration for {@link DarkSwapClient#initialize()}: by default the test
	 * network, with a new random wallet.
	 * @param config the configuration
	 * @return this builder
	 */
	public B config(DarkSwapConfig config) {
		this.config = Arguments.notNull(config, "configuration");
		return self();
	}

	/**
	 * Sets the clock for the creation and expiry of orders, the system's by default.
	 * @param clock the clock
	 * @return this builder
	 */
	public B clock(Clock clock) {
		this.clock = Arguments.notNull(clock, "clock");
		return self();
	}

	/**
	 * Sets the most calls that run at once over a shared memory: by default the number of
	 * processors, at least 2.
	 * @param instances the number of instances, at least 1
	 * @return this builder
	 */
	public B instances(int instances) {
		this.instances = atLeastOne(instances, "instances");
		return self();
	}

	/**
	 * Sets the longest wait of a call for an instance, and for a market that a large
	 * command has locked, 5 seconds by default. It does not limit a call that has begun.
	 * @param callTimeout the time, positive
	 * @return this builder
	 */
	public B callTimeout(Duration callTimeout) {
		this.callTimeout = positive(callTimeout, "call timeout", "call-timeout");
		return self();
	}

	/**
	 * Sets the time that a call may compute in the engine before it is stopped, 30
	 * seconds by default. It is a guard against a call that never ends, not a deadline: a
	 * call that is stopped while it changes the book poisons the engine. If the JVM
	 * reports the CPU time of the call's thread, the time that the thread is ready but
	 * not scheduled does not count. The JVM reports none for virtual threads.
	 * @param stopAfter the time, at least a second
	 * @return this builder
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is shorter
	 * than a second
	 */
	public B stopAfter(Duration stopAfter) {
		Arguments.notNull(stopAfter, "time limit of calls");
		if (stopAfter.compareTo(SHORTEST_STOP) < 0) {
			throw DarkSwapException.invalidOption("stop-after", stopAfter, "1 second or more");
		}
		this.stopAfter = stopAfter;
		return self();
	}

	/**
	 * Sets the interval at which expired orders are closed in markets without calls, a
	 * second by default.
	 * @param sweepInterval the interval, positive
	 * @return this builder
	 */
	public B sweepInterval(Duration sweepInterval) {
		this.sweepInterval = positive(sweepInterval, "sweep interval", "sweep-interval");
		return self();
	}

	/**
	 * Set what orders of others may take of the memory, and which markets there may be,
	 * {@link TradingLimits#DEFAULT} by default.
	 * @param limits the limits
	 * @return this builder
	 */
	public B limits(TradingLimits limits) {
		this.limits = Arguments.notNull(limits, "limits");
		return self();
	}

	/**
	 * Sets the number of events that a listener's queue holds, 65,536 by default.
	 * @param eventQueueCapacity the number of events, at least 1
	 * @return this builder
	 */
	public B eventQueueCapacity(int eventQueueCapacity) {
		this.eventQueueCapacity = atLeastOne(eventQueueCapacity, "event-queue-capacity");
		return self();
	}

	/**
	 * Sets the command log. With it, a command returns when it is durable and applied,
	 * and the books survive a restart: {@link DarkSwapClient#initialize()} continues
	 * them. Without it, which is the default, the books are lost with the client.
	 * @param log the options of the log
	 * @return this builder
	 */
	public B log(LogOptions log) {
		this.log = Arguments.notNull(log, "log");
		return self();
	}

	/**
	 * Lets the first call that needs the engine initialise the client; concurrent calls
	 * wait for it. Without this, a call before {@link DarkSwapClient#initialize()} fails
	 * with {@link ErrorCode#NOT_INITIALIZED}.
	 * @return this builder
	 */
	public B initializeOnFirstUse() {
		this.initializeOnFirstUse = true;
		return self();
	}

	/**
	 * Adds a source of balances. Of several sources that support an asset, the first is
	 * used. Without a source, balances fail with {@link ErrorCode#CHAIN_SOURCE_MISSING}.
	 * @param balanceSource the source
	 * @return this builder
	 */
	public B balanceSource(BalanceSource balanceSource) {
		this.balanceSources.add(Arguments.notNull(balanceSource, "source of balances"));
		return self();
	}

	/**
	 * Sets an interceptor, which runs the client's calls. Without one, which is the
	 * default, a call costs one check more.
	 * @param callInterceptor the interceptor
	 * @return this builder
	 */
	public B callInterceptor(CallInterceptor callInterceptor) {
		this.callInterceptor = Arguments.notNull(callInterceptor, "call interceptor");
		return self();
	}

	abstract B self();

	/** Return whether instances share the memory if that is possible. */
	abstract boolean shared();

	ClientSettings settings() {
		SharedMemoryWasmLoader given = this.loader;
		MemoryOptions pages = new MemoryOptions(this.memory.initial(), this.memory.maximum(),
				shared() && this.memory.shared());
		EngineSettings engine = new EngineSettings((given != null) ? given : new SharedMemoryWasmLoader(), this.url,
				pages, new MonitoredClock(this.clock), this.instances, this.callTimeout, this.stopAfter,
				this.sweepInterval, this.limits);
		return new ClientSettings(engine, given == null, this.config, this.eventQueueCapacity,
				this.initializeOnFirstUse, !shared() && this.memory.shared(), this.log, this.balanceSources);
	}

	@Nullable CallInterceptor interceptor() {
		return this.callInterceptor;
	}

	private static Duration positive(@Nullable Duration time, String name, String option) {
		Duration given = Arguments.notNull(time, name);
		if (given.isNegative() || given.isZero()) {
			throw DarkSwapException.invalidOption(option, given, "a positive time");
		}
		return given;
	}

	private static int atLeastOne(int number, String option) {
		if (number < 1) {
			throw DarkSwapException.invalidOption(option, number, "at least 1");
		}
		return number;
	}

}
