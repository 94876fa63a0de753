package io.darkswap.wasm.engine;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.pool.PooledInstance;
import org.jspecify.annotations.Nullable;

/**
 * Runs an instance's exports on the caller's thread, and finds out what a trap has left
 * behind. Not thread-safe.
 */
final class InstanceCalls {

	private static final long[] NO_ARGUMENTS = {};

	private final Exports exports;

	private final Mailbox mailbox;

	private final Poison poison;

	private @Nullable PooledInstance<EngineSession> lease;

	private boolean trapped;

	private long made;

	InstanceCalls(Instance instance, Poison poison) {
		this.exports = Exports.of(instance);
		this.mailbox = new Mailbox(instance.memory(), (int) this.exports.mailbox.apply(NO_ARGUMENTS)[0]);
		this.poison = poison;
	}

	Exports exports() {
		return this.exports;
	}

	Mailbox mailbox() {
		return this.mailbox;
	}

	/** Begins a caller's hold of the instance. */
	void begin(PooledInstance<EngineSession> leased) {
		if (this.lease == null) {
			this.mailbox.writeInstance(leased.number() + 1);
		}
		this.lease = leased;
	}

	PooledInstance<EngineSession> lease() {
		PooledInstance<EngineSession> leased = this.lease;
		if (leased == null) {
			throw new IllegalStateException("A session begins with Engine.open()");
		}
		return leased;
	}

	/**
	 * Begins a command. Code that was compiled at run time traps as soon as its thread is
	 * interrupted, maybe amid a change, so an interrupted thread's command is refused.
	 * @return the engine's error code
	 */
	int call(ExportFunction export) {
		if (Thread.currentThread().isInterrupted()) {
			throw lease().interrupted();
		}
		return run(export);
	}

	/**
	 * Runs a command to its end.
	 * @return the engine's error code
	 */
	int run(ExportFunction command) {
		invoke(command);
		int error = this.mailbox.error();
		return (error == EngineAbi.ERROR_UNFINISHED) ? finish(command) : error;
	}

	/**
	 * Goes on with a command that needs several calls, each with the time of a call of
	 * its own. Its markets may be locked between them, so an interruption waits until it
	 * has ended.
	 */
	private int finish(ExportFunction command) {
		boolean interrupted = false;
		try {
			int error;
			do {
				lease().restartTimeout();
				interrupted |= Thread.interrupted();
				invoke(command);
				error = this.mailbox.error();
			}
			while (error == EngineAbi.ERROR_UNFINISHED);
			return error;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** Asks where something of the engine's lies, which changes nothing. */
	int locate(ExportFunction export) {
		return (int) invoke(export)[0];
	}

	/** Ask for a number of the engine, which changes nothing. */
	long ask(ExportFunction export) {
		return invoke(export)[0];
	}

	private long[] invoke(ExportFunction export) {
		try {
			this.made++;
			return export.apply(NO_ARGUMENTS);
		}
		catch (RuntimeException | Error ex) {
			// An OutOfMemoryError, too, may have ended the call anywhere.
			throw afterTrap(ex);
		}
	}

	/** Returns how many calls this instance has answered. */
	long made() {
		return this.made;
	}

	/** Returns whether an export has trapped, after which the instance must not run. */
	boolean hasTrapped() {
		return this.trapped;
	}

	static void check(int error, String subject) {
		if (error != EngineAbi.ERROR_OK) {
			throw EngineErrors.exception(error, subject);
		}
	}

	/**
	 * Takes the instance out of use and asks the engine whether it trapped inside a
	 * critical section, which poisons the engine and wakes all who wait for it. One that
	 * ended between two calls of a command gives up what it has locked. The question runs
	 * on the instance that trapped: its next call starts anew.
	 */
	private DarkSwapException afterTrap(Throwable trap) {
		this.trapped = true;
		DarkSwapException failure = lease().trapped(trap);
		// The interruption that ended the call would end the question, too.
		boolean interrupted = Thread.interrupted();
		try {
			do {
				this.mailbox.writeOwner();
				this.exports.recover.apply(NO_ARGUMENTS);
			}
			while (this.mailbox.error() == EngineAbi.ERROR_UNFINISHED);
			return (this.mailbox.error() == EngineAbi.ERROR_OK) ? poisonedBy(failure) : failure;
		}
		catch (RuntimeException | Error ex) {
			failure.addSuppressed(ex);
			return poisonedBy(failure);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private DarkSwapException poisonedBy(DarkSwapException failure) {
		this.poison.spread(failure);
		return EngineErrors.poisoned(failure);
	}

}
