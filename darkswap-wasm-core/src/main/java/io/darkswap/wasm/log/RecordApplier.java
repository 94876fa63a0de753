package io.darkswap.wasm.log;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * Applies the records of a {@link CommandLog} to a state.
 */
@FunctionalInterface
public interface RecordApplier {

	/**
	 * Apply one record. The log stops for good if this throws.
	 * @param position the position of the record, more than that of the call before
	 * @param type the type of the record
	 * @param payload the record, read-only and little-endian; valid until this returns
	 * @param context the context of the caller that appended it, or {@code null} for a
	 * record that is replayed
	 */
	void apply(long position, int type, ByteBuffer payload, @Nullable Object context);

	/**
	 * Return a digest of the state, so that nodes can compare theirs. Equal states have
	 * equal digests. It is called between two records, on the thread that applies them.
	 * @return the digest; empty if there is no state yet, or the applier has none
	 */
	default OptionalLong digest() {
		return OptionalLong.empty();
	}

}
