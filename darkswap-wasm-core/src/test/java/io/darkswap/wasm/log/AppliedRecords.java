package io.darkswap.wasm.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A state that keeps the records that were applied to it.
 */
final class AppliedRecords implements RecordApplier {

	private final List<String> texts = new ArrayList<>();

	private final List<@Nullable Object> contexts = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private long next;

	AppliedRecords() {
		this(1);
	}

	AppliedRecords(long first) {
		this.next = first;
	}

	@Override
	public synchronized void apply(long position, int type, ByteBuffer payload, @Nullable Object context) {
		assertThat(position).isEqualTo(this.next++);
		byte[] bytes = new byte[payload.remaining()];
		payload.get(bytes);
		this.texts.add(type + ":" + new String(bytes, StandardCharsets.UTF_8));
		this.contexts.add(context);
		this.threads.add(Thread.currentThread());
	}

	@Override
	public boolean appliesOnCaller(int type) {
		return true;
	}

	/** Return the thread that applied each record. */
	synchronized List<Thread> threads() {
		return List.copyOf(this.threads);
	}

	synchronized List<String> texts() {
		return List.copyOf(this.texts);
	}

	synchronized List<@Nullable Object> contexts() {
		return new ArrayList<>(this.contexts);
	}

}
