package io.darkswap.wasm.log;

import java.nio.ByteBuffer;

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

}
