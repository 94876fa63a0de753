package io.darkswap.wasm.log;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.log.file.LogFailures;
import org.jspecify.annotations.Nullable;

/**
 * The records and tasks that wait for the writer, oldest first. Any thread adds to them
 * without a lock, by replacing the head of a list; the writer takes the whole list:
 *
 * <pre>
 *  callers  --add--&gt;  newest -&gt; .. -&gt; oldest  --take--&gt;  waiting, oldest first  --&gt;  batch
 * </pre>
 *
 * A refusal is the last head: nothing is added before it.
 */
final class PendingRecords {

	/** The longest time until the writer sees what it was not woken for. */
	private static final long LONGEST_PARK_NANOS = 100_000_000;

	private final AtomicReference<@Nullable Pending> newest = new AtomicReference<>();

	/**
	 * The oldest of those that the writer has taken and not yet put into a batch. They
	 * are a list of their own links, so that none is lost when the memory is exhausted.
	 */
	private @Nullable Pending oldest;

	/** The last of the list of the oldest. */
	private @Nullable Pending last;

	/**
	 * Whether the writer is to return from {@link #await()} though nothing waits. A
	 * caller that has no room on its stack to wake it sets this, and it looks by itself.
	 */
	volatile boolean roused;

	/** The writer while it is parked or about to park. */
	private volatile @Nullable Thread parked;

	/**
	 * Add a record or task.
	 * @throws DarkSwapException the refusal, if there is one
	 */
	void add(Pending entry) {
		Pending head;
		do {
			head = this.newest.get();
			if (head instanceof Refusal refusal) {
				throw LogFailures.again(refusal.reason);
			}
			entry.next = head;
		}
		while (!this.newest.compareAndSet(head, entry));
		try {
			unparkWriter();
		}
		catch (StackOverflowError ex) {
			// It is added, and the writer looks by itself.
		}
	}

	/** Let the writer return from {@link #await()}, though nothing waits. */
	void wake() {
		this.roused = true;
		unparkWriter();
	}

	/** Refuse records and tasks from now on; those that wait already are still taken. */
	void refuse(DarkSwapException reason) {
		Refusal last = new Refusal(reason);
		Pending head;
		do {
			head = this.newest.get();
			if (head instanceof Refusal) {
				return;
			}
			last.next = head;
		}
		while (!this.newest.compareAndSet(head, last));
		unparkWriter();
	}

	private void unparkWriter() {
		Thread writer = this.parked;
		if (writer != null) {
			LockSupport.unpark(writer);
		}
	}

	/** Return whether records and tasks are refused. */
	boolean isRefused() {
		return this.newest.get() instanceof Refusal;
	}

	/** Return whether nothing waits. Only the writer calls it. */
	boolean isEmpty() {
		return this.newest.get() == null && this.oldest == null && !this.roused;
	}

	/**
	 * Wait for a record or task, or until it is roused. Only the writer calls it.
	 * @return {@code false} if nothing waits and everything is refused
	 */
	boolean await() {
		while (this.oldest == null) {
			awaitNewest();
			if (this.roused) {
				this.roused = false;
				return true;
			}
			if (!collect() && isRefused()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Move all waiting tasks, and waiting records as many as fit but at least one. Only
	 * the writer calls it.
	 * @param batch receives the records
	 * @param tasks receives the tasks
	 * @param largest the bytes that the records of a batch may take
	 */
	void take(List<PendingRecord> batch, List<PendingTask> tasks, long largest) {
		collect();
		long size = 0;
		for (Pending entry = this.oldest; entry != null; entry = this.oldest) {
			if (entry instanceof PendingTask task) {
				tasks.add(task);
			}
			else if (entry instanceof PendingRecord next) {
				size += next.size();
				if (!batch.isEmpty() && size > largest) {
					return;
				}
				batch.add(next);
			}
			removeOldest(entry);
		}
	}

	/** Refuse all that wait. Only the writer calls it. */
	void refuseWaiting(DarkSwapException reason) {
		collect();
		for (Pending entry = this.oldest; entry != null; entry = this.oldest) {
			entry.refused(reason);
			removeOldest(entry);
		}
	}

	private void removeOldest(Pending entry) {
		this.oldest = entry.next;
		entry.next = null;
		if (this.oldest == null) {
			this.last = null;
		}
	}

	private void awaitNewest() {
		if (this.newest.get() != null || this.roused) {
			return;
		}
		this.parked = Thread.currentThread();
		while (this.newest.get() == null && !this.roused) {
			LockSupport.parkNanos(this, LONGEST_PARK_NANOS);
			// An interruption does not end the writer, and would end its next write.
			Thread.interrupted();
		}
		this.parked = null;
	}

	/**
	 * Take the list of those that were added.
	 * @return {@code false} if there are none
	 */
	private boolean collect() {
		Pending youngest = takeList();
		if (youngest == null) {
			return false;
		}
		Pending added = reversed(youngest);
		Pending end = this.last;
		if (this.oldest == null || end == null) {
			this.oldest = added;
		}
		else {
			end.next = added;
		}
		this.last = youngest;
		return true;
	}

	private @Nullable Pending takeList() {
		Pending head;
		do {
			head = this.newest.get();
			if (head instanceof Refusal refusal) {
				Pending list = refusal.next;
				refusal.next = null;
				return list;
			}
		}
		while (head != null && !this.newest.compareAndSet(head, null));
		return head;
	}

	private static @Nullable Pending reversed(@Nullable Pending list) {
		Pending reversed = null;
		for (Pending entry = list; entry != null;) {
			Pending following = entry.next;
			entry.next = reversed;
			reversed = entry;
			entry = following;
		}
		return reversed;
	}

	/** The end of the list, for which nobody waits. */
	private static final class Refusal extends Pending {

		private final DarkSwapException reason;

		Refusal(DarkSwapException reason) {
			this.reason = reason;
		}

		@Override
		void refused(DarkSwapException ignored) {
		}

	}

}
