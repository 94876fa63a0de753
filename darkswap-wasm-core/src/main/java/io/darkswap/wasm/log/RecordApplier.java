package io.darkswap.wasm.log;

import java.nio.ByteBuffer;
import java.util.Optional;
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
	 * @param context the context of the caller that appended it; for a record that is
	 * replayed, what {@link #prepare} returned or {@code null}
	 */
	void apply(long position, int type, ByteBuffer payload, @Nullable Object context);

	/**
	 * Prepare a record of a replay, while records before it are applied: decode it, for
	 * example. One thread at a time calls it, in the order of positions.
	 * @param position the position of the record
	 * @param type the type of the record
	 * @param payload the record, as {@link #apply} receives it
	 * @return the context with which it is applied, or {@code null}
	 */
	default @Nullable Object prepare(long position, int type, ByteBuffer payload) {
		return null;
	}

	/**
	 * Return whether the thread that appends a record may apply it, if the record need
	 * not be forced. That saves waking a thread for each record.
	 * @param type the type of the record
	 * @return {@code false} if the log's own thread must apply it
	 */
	default boolean appliesOnCaller(int type) {
		return false;
	}

	/**
	 * Apply a record on the thread that appended it, as {@link #apply} does. The log
	 * stops for good if this throws.
	 * @param position the position of the record
	 * @param type the type of the record, which {@link #appliesOnCaller} accepts
	 * @param payload the record, as {@link #apply} receives it
	 * @param context the context of the caller
	 * @return {@code false} if that failed in a way that may not happen again: then
	 * {@link #applyAgain} follows, before any other record
	 */
	default boolean applyOnCaller(long position, int type, ByteBuffer payload, @Nullable Object context) {
		apply(position, type, payload, context);
		return true;
	}

	/**
	 * Apply a record on the log's own thread after {@link #applyOnCaller} failed,
	 * whatever that has changed. The log stops for good if this throws.
	 * @param position the position of the record
	 * @param type the type of the record
	 * @param payload the record, as {@link #apply} receives it
	 * @param context the context of the caller
	 */
	default void applyAgain(long position, int type, ByteBuffer payload, @Nullable Object context) {
		apply(position, type, payload, context);
	}

	/**
	 * Return a digest of the state, so that nodes can compare theirs. Equal states have
	 * equal digests. It is called between two records, on the thread that applies them.
	 * @return the digest; empty if there is no state yet, or the applier has none
	 */
	default OptionalLong digest() {
		return OptionalLong.empty();
	}

	/**
	 * Return the SHA-256 of the program that computes the state, so that nodes whose
	 * digests differ can name theirs. It is called as {@link #digest} is.
	 * @return 64 hexadecimal digits; empty if there is no state yet, or no such program
	 */
	default Optional<String> programSha256() {
		return Optional.empty();
	}

}
