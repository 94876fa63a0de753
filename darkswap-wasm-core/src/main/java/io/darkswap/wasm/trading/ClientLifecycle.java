package io.darkswap.wasm.trading;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Subscription;
import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.events.EventListeners;
import io.darkswap.wasm.events.StateListeners;
import io.darkswap.wasm.events.TypedListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.replication.BookLog;
import io.darkswap.wasm.threads.LogThreads;
import io.darkswap.wasm.wallet.HdWallet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a client, and the engine it trades with. Thread-safe. <pre>
 *  NEW --initialize--&gt; STARTED --stop--&gt; STOPPED --start--&gt; STARTED
 *                         |
 *                         +--a trap during a change--&gt; POISONED
 *
 *  NEW, STARTED, STOPPED, POISONED --create--&gt; STOPPED
 *  any of them                     --close---&gt; CLOSED
 * </pre> With a command log, a poisoned engine is replaced by itself, and the client is
 * in the state before again.
 */
public final class ClientLifecycle implements AutoCloseable {

	/** The client's logger, because users configure the log of that class. */
	private static final Logger logger = LoggerFactory.getLogger("io.darkswap.wasm.DarkSwapClient");

	private final ClientSettings settings;

	private final EventListeners listeners;

	private final TradingFactory factory;

	private final StateListeners stateListeners = new StateListeners();

	private final LogThreads logThreads = new LogThreads();

	private final AtomicLong poisonings = new AtomicLong();

	/** Held during changes of the client's state, never during trading. */
	private final ReentrantLock lock = new ReentrantLock();

	/** The last transition. The engine itself reports whether it is poisoned. */
	private volatile ClientState state = ClientState.NEW;

	private volatile @Nullable Shards shards;

	private volatile @Nullable DarkSwapException initializationFailure;

	/** The state of a log whose records are applied before the books are open. */
	private volatile @Nullable LogStatus replaying;

	/**
	 * The addresses of all wallets that this client has had, whose orders are not
	 * imported. Guarded by the lock.
	 */
	private final Set<String> formerAddresses = new HashSet<>();

	public ClientLifecycle(ClientSettings settings) {
		this.settings = settings;
		this.listeners = new EventListeners(settings.eventQueueCapacity(), settings.engine().clock());
		this.factory = new TradingFactory(settings.engine(), this.listeners, this::notePoison);
	}

	public void initialize() {
		lock();
		try {
			switch (state()) {
				case NEW -> initializeFirst();
				case STOPPED -> start();
				case STARTED -> logger.debug("The client is initialised already");
				case POISONED -> throw poisoned();
				case CLOSED -> throw closed();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take the lock, whose holder may wait for the log.
	 * @throws DarkSwapException as {@link LogThreads#refuseOwn} does
	 */
	private void lock() {
		this.logThreads.refuseOwn();
		this.lock.lock();
	}

	private void initializeIfNew() {
		lock();
		try {
			if (this.state == ClientState.NEW) {
				initializeFirst();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void initializeFirst() {
		try {
			Shards first = begin(configuration());
			first.all().forEach((shard) -> shard.expirer().start());
			// At once from new to started, so that no call in between finds it stopped
			this.shards = first;
			enter(ClientState.STARTED);
			this.initializationFailure = null;
		}
		catch (DarkSwapException ex) {
			this.initializationFailure = ex;
			throw ex;
		}
	}

	private DarkSwapConfig configuration() {
		DarkSwapConfig given = this.settings.config();
		if (given != null) {
			return given;
		}
		logger.warn("No wallet is configured: trading on {} with a new random one, whose funds are lost at restart",
				BitcoinNetwork.TESTNET);
		return new DarkSwapConfig(BitcoinNetwork.TESTNET, HdWallet.random(BitcoinNetwork.TESTNET));
	}

	private Shards begin(DarkSwapConfig config) {
		LogOptions log = this.settings.log();
		Shards fresh = (log != null) ? resume(log, config)
				: new Shards(List.of(this.factory.begin(config, Set.copyOf(this.formerAddresses))));
		this.formerAddresses.add(Addresses.of(config.wallet().address(), "wallet's address").text());
		fresh.engines().forEach((engine) -> engine.setEventsEnabled(!this.listeners.isEmpty()));
		return fresh;
	}

	private Shards resume(LogOptions log, DarkSwapConfig config) {
		try {
			return this.factory
				.opening(log, config, this::useRebuilt, this.logThreads, (status) -> this.replaying = status)
				.open();
		}
		finally {
			this.replaying = null;
		}
	}

	/**
	 * Return the state of each shard's log; none without a log and before initialisation.
	 */
	public List<LogStatus> logStatuses() {
		Shards current = this.shards;
		return (current != null) ? current.statuses() : List.of();
	}

	/** Return the state of the log, empty without one and before initialisation. */
	public Optional<LogStatus> logStatus() {
		List<LogStatus> statuses = logStatuses();
		return statuses.isEmpty() ? Optional.ofNullable(this.replaying) : Optional.of(Shards.sum(statuses));
	}

	/**
	 * Publish the poisoning, on the thread whose call trapped, which may hold the lock or
	 * not. A trap of a command is healed by the log itself, that of a read here.
	 */
	private void notePoison() {
		this.poisonings.incrementAndGet();
		this.stateListeners.publish(state());
		Shards current = this.shards;
		if (current != null) {
			current.logs().forEach(BookLog::heal);
		}
	}

	/**
	 * Publish the recovery, on a thread of the log, which does not wait for the lock: who
	 * holds it may wait for the log.
	 */
	private void useRebuilt(Books rebuilt) {
		rebuilt.engine().setEventsEnabled(!this.listeners.isEmpty());
		this.stateListeners.publish(state());
	}

	private void enter(ClientState next) {
		this.state = next;
		this.stateListeners.publish(state());
	}

	public void addStateListener(Consumer<? super ClientState> listener) {
		Arguments.notNull(listener, "listener");
		this.stateListeners.add(listener);
	}

	public void removeStateListener(Consumer<? super ClientState> listener) {
		Arguments.notNull(listener, "listener");
		this.stateListeners.remove(listener);
	}

	public void create(DarkSwapConfig config) {
		Arguments.notNull(config, "configuration");
		lock();
		try {
			refuseIfClosed();
			if (this.settings.log() != null) {
				reopen(config);
				return;
			}
			Shards fresh = begin(config);
			Shards before = this.shards;
			// First stopped, so that no call trades in the new engine meanwhile
			this.state = ClientState.STOPPED;
			this.shards = fresh;
			this.stateListeners.publish(state());
			if (before != null) {
				handOver(before.first(), fresh.first());
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Close the log and continue its books with another configuration. */
	private void reopen(DarkSwapConfig config) {
		Shards before = this.shards;
		if (before != null) {
			requireSameNetwork(before.first().config(), config);
			// First stopped, so that no call finds the closed books
			this.state = ClientState.STOPPED;
			this.shards = null;
			before.close();
		}
		// If the log cannot be opened, the client is as before its initialisation
		this.state = ClientState.NEW;
		this.shards = begin(config);
		enter(ClientState.STOPPED);
	}

	private static void requireSameNetwork(DarkSwapConfig before, DarkSwapConfig config) {
		if (config.network() != before.network()) {
			throw new DarkSwapException(ErrorCode.LOG_MISMATCH,
					"The log is of %s, and the configuration of %s: use a client with another log for another network"
						.formatted(before.network(), config.network()),
					null, "network");
		}
	}

	/**
	 * Copies the used ids to the next engine, which refuses them. The client is stopped
	 * meanwhile, so calls are refused. If the copy fails, the client must not start.
	 */
	private void handOver(Trading before, Trading fresh) {
		try {
			before.retire().ifPresentOrElse(fresh.engine()::keepUsedIds, ClientLifecycle::warnOfReplays);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private static void warnOfReplays() {
		logger.warn("The memory of the engine before is damaged: signed orders that were imported into it can be "
				+ "imported again until they expire");
	}

	public void start() {
		lock();
		try {
			existing().all().forEach((shard) -> shard.expirer().start());
			enter(ClientState.STARTED);
		}
		finally {
			this.lock.unlock();
		}
	}

	public void stop() {
		lock();
		try {
			existing().all().forEach((shard) -> shard.expirer().stop());
			enter(ClientState.STOPPED);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
		lock();
		try {
			Shards before = this.shards;
			if (this.state == ClientState.CLOSED) {
				return;
			}
			this.state = ClientState.CLOSED;
			this.shards = null;
			this.stateListeners.publish(state());
			if (before != null) {
				before.close();
			}
			this.listeners.close();
			if (this.settings.ownsLoader()) {
				this.settings.loader().close();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	public void addListener(DarkSwapEventListener listener) {
		Arguments.notNull(listener, "listener");
		lock();
		try {
			refuseIfClosed();
			setEventsEnabled(true);
			this.listeners.add(listener);
			// Once more, because a log may have replaced an engine meanwhile
			setEventsEnabled(true);
		}
		finally {
			this.lock.unlock();
		}
	}

	public void removeListener(DarkSwapEventListener listener) {
		lock();
		try {
			this.listeners.remove(listener);
			if (this.listeners.isEmpty()) {
				setEventsEnabled(false);
			}
		}
		catch (DarkSwapException ex) {
			logger.debug("Events could not be switched off; those that still come are dropped", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void setEventsEnabled(boolean enabled) {
		Shards current = this.shards;
		if (current != null) {
			current.engines().forEach((engine) -> engine.setEventsEnabled(enabled));
		}
	}

	public <E extends DarkSwapEvent> Subscription subscribe(Class<E> kind, Consumer<? super E> listener) {
		Arguments.notNull(kind, "kind of event");
		Arguments.notNull(listener, "listener");
		DarkSwapEventListener typed = new TypedListener<>(kind, listener);
		addListener(typed);
		return () -> removeListener(typed);
	}

	public CompletableFuture<Void> flushEvents() {
		lock();
		try {
			Shards current = this.shards;
			if (current != null) {
				current.engines()
					.stream()
					.filter((engine) -> engine.poisonReason().isEmpty())
					.forEach(Engine::deliverEvents);
			}
			return this.listeners.flush();
		}
		finally {
			this.lock.unlock();
		}
	}

	public ClientState state() {
		return poisonReason().isPresent() ? ClientState.POISONED : this.state;
	}

	public Optional<String> poisonReason() {
		Shards current = this.shards;
		return (current != null)
				? current.engines().stream().flatMap((engine) -> engine.poisonReason().stream()).findFirst()
				: Optional.empty();
	}

	public long clockStepsBack() {
		return this.settings.engine().clock().stepsBack();
	}

	public long poisonCount() {
		return this.poisonings.get();
	}

	public Optional<DarkSwapException> initializationFailure() {
		return Optional.ofNullable(this.initializationFailure);
	}

	/** Returns the books in any state. */
	public @Nullable Shards current() {
		return this.shards;
	}

	/** Returns the books of a started client. */
	public Shards started() {
		Shards current = this.shards;
		if (current != null && this.state == ClientState.STARTED) {
			return current;
		}
		current = created();
		if (this.state != ClientState.STARTED) {
			throw notAnswering();
		}
		return current;
	}

	/** Returns the books of a started or stopped client. */
	public Shards created() {
		if (this.state == ClientState.NEW && this.settings.initializeOnFirstUse()) {
			initializeIfNew();
		}
		return existing();
	}

	private Shards existing() {
		Shards current = this.shards;
		if (current == null) {
			throw notAnswering();
		}
		return current;
	}

	private void refuseIfClosed() {
		if (this.state == ClientState.CLOSED) {
			throw closed();
		}
	}

	private DarkSwapException notAnswering() {
		return switch (this.state) {
			case NEW -> new DarkSwapException(ErrorCode.NOT_INITIALIZED,
					"The client is not initialised: call initialize() first");
			case CLOSED -> closed();
			default -> new DarkSwapException(ErrorCode.NOT_STARTED, "The client is stopped: call start() first");
		};
	}

	private static DarkSwapException closed() {
		return new DarkSwapException(ErrorCode.NOT_INITIALIZED, "The client is closed: create a new one");
	}

	private DarkSwapException poisoned() {
		return new DarkSwapException(ErrorCode.ENGINE_POISONED,
				"The engine is poisoned by an earlier trap: " + ((this.settings.log() != null)
						? "wait until its books are rebuilt from the log, and see the log's status"
						: "call create(..), which begins with empty books"));
	}

}
