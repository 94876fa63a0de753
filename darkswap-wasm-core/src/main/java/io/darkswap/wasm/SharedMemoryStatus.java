package io.darkswap.wasm;

import org.jspecify.annotations.Nullable;

/**
 * Whether a client shares its linear memory between instances. Immutable.
 *
 * @param supported whether this JVM can
 * @param active whether this client does
 * @param reason why it does not, or {@code null} if it does
 * @param pages how many pages of 64 KiB the memory has now, 0 before initialisation
 * @param maximum how many it may grow to
 * @param instances how many calls can run at once, 0 before initialisation
 */
public record SharedMemoryStatus(boolean supported, boolean active, @Nullable String reason, int pages, int maximum,
		int instances) {
}
