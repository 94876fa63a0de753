package io.darkswap.wasm.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A snapshot's file, and whether it is valid.
 *
 * @param file the file
 * @param position the position of the last record in it
 * @param problem what is wrong with it, empty if it is valid
 */
public record SnapshotFinding(Path file, long position, Optional<String> problem) {
}
