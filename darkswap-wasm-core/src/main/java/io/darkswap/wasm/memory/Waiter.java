package io.darkswap.wasm.memory;

import org.jspecify.annotations.Nullable;

/**
 * A thread that waits at an address: a link in the chain of its {@link WaitQueue}.
 */
final class Waiter {

	/** The state of a waiter. */
	enum State {

		/** It waits, and is in its queue. */
		WAITING,

		/** It was notified. */
		NOTIFIED,

		/** Its memory was closed. */
		CLOSED

	}

	final int address;

	/** {@code null} in the link that closes the ring. */
	final @Nullable Thread thread;

	/** Guarded by the queue's lock, as is {@link #next}. */
	Waiter previous;

	Waiter next;

	/** Written with the queue's lock held, read without. */
	volatile State state = State.WAITING;

	Waiter(int address, @Nullable Thread thread) {
		this.address = address;
		this.thread = thread;
		this.previous = this;
		this.next = this;
	}

	@Override
	public String toString() {
		return "memory.atomic.wait at address " + Integer.toUnsignedString(this.address);
	}

}
