package io.darkswap.wasm;

import org.jspecify.annotations.Nullable;

/**
 * Reports whether a client shares its linear memory between instances. Immutable.
 *
 * @param supported whether this JVM supports it
 * @param active whether this client shares its memory
 * @param reason the reason why it does not, or why it has only one instance, or
 * {@code null}
 * @param pages the current pages of 64 KiB of the memory, 0 before initialisation
 * @param maximum the pages that it may grow to
 * @param instances the most calls that run at once, 0 before initialisation
 */
public record SharedMemoryStatus(boolean supported, boolean active, @Nullable String reason, int pages, int maximum,
		int instances) {
}
