package io.darkswap.wasm.engine;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.pool.PooledInstance;
import org.jspecify.annotations.Nullable;

/**
 * Runs an instance's exports on the caller's thread, and recovers after a trap. Not
 * thread-safe.
 */
final class InstanceCalls {

	private static final long[] NO_ARGUMENTS = {};

	private final Exports exports;

	private final Mailbox mailbox;

	private final Poison poison;

	private @Nullable PooledInstance<EngineSession> lease;

	private boolean trapped;

	/** Whether this lease's commands run although the thread is interrupted. */
	private boolean patient;

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

	/** Begins a caller's lease of the instance. */
	void begin(PooledInstance<EngineSession> leased) {
		// All leases of an instance are the same object.
		if (this.lease == null) {
			this.lease = leased;
			this.mailbox.writeInstance(leased.number() + 1);
		}
		this.patient = false;
	}

	/** Run the commands of this lease whether or not the thread is interrupted. */
	void bePatient() {
		this.patient = true;
	}

	PooledInstance<EngineSession> lease() {
		PooledInstance<EngineSession> leased = this.lease;
		if (leased == null) {
			throw new IllegalStateException("A session begins with Engine.open()");
		}
		return leased;
	}

	/**
	 * Runs a command, unless the thread is interrupted and impatient. Code that was
	 * compiled at run time traps as soon as its thread is interrupted, possibly during a
	 * change of the book.
	 * @return the engine's error code
	 * @throws MarketBusyException if a long call has the market locked
	 */
	int call(ExportFunction export) {
		if (!this.patient && Thread.currentThread().isInterrupted()) {
			throw lease().interrupted();
		}
		return run(export);
	}

	/**
	 * Runs a command to its end.
	 * @return the engine's error code
	 * @throws MarketBusyException if a long call has the market locked
	 */
	int run(ExportFunction command) {
		invoke(command);
		int error = this.mailbox.error();
		if (error == EngineAbi.ERROR_UNFINISHED) {
			error = finish(command);
		}
		if (error == EngineAbi.ERROR_BUSY) {
			throw this.mailbox.busy(this.patient);
		}
		return error;
	}

	/**
	 * Continues a command that needs several calls, each with its own time limit. Its
	 * markets may be locked between them, so an interruption is deferred until it has
	 * ended.
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

	/** Returns an address that the engine exports. It changes nothing. */
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

	/** Returns the number of calls into this instance. */
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
	 * Marks the instance as trapped and calls the engine's recovery. After a trap inside
	 * a critical section, the recovery poisons the engine and wakes all waiting threads.
	 * After a trap between two calls of a command, it releases the command's locks. It
	 * runs on the instance that trapped, which can still be called.
	 */
	private DarkSwapException afterTrap(Throwable trap) {
		this.trapped = true;
		DarkSwapException failure = lease().trapped(trap);
		// The interruption that ended the call would end the recovery, too.
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
		this.poison.poison(failure);
		return EngineErrors.poisoned(failure);
	}

}
