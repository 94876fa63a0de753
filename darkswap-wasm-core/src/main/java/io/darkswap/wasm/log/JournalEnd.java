package io.darkswap.wasm.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The end of a log.
 *
 * @param segment the newest segment
 * @param offset the offset behind its last valid batch, bytes
 * @param position the position of the last record, 0 if there is none
 * @param remainder the fault of the bytes behind, which were never acknowledged; empty if
 * nothing is behind
 */
public record JournalEnd(Path segment, long offset, long position, Optional<String> remainder) {
}
