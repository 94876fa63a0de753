package io.darkswap.wasm.autoconfigure.log;

import java.time.Duration;

import io.darkswap.wasm.log.FlushMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the command log. It is active if the directory is set.
 *
 * @param enabled Whether the log is written if the directory is set. If false, the books
 * are kept in memory only, as tests need it.
 * @param directory Directory of the command log, which one client uses. It is created for
 * the application's user alone. Without it, the books are empty after a restart.
 * @param flush When a command counts as durable: after each batch is forced to the device
 * (every-batch), or once the operating system has it (os), which survives a crash of the
 * application and not of the machine.
 * @param segmentSize Size of the files that the log consists of. The largest batch of
 * orders must fit into one.
 * @param maximumSize Maximum size of all segments. Commands are refused above it until a
 * snapshot makes old segments superfluous. Without it, the device is the limit.
 * @param snapshotInterval Time between two snapshots while commands arrive. 0s for
 * snapshots only at the end and on demand.
 * @param skip Position of one record that is skipped, if it stops the engine each time
 * that it is applied.
 */
@ConfigurationProperties("darkswap.log")
public record DarkSwapLogProperties(@DefaultValue("true") boolean enabled, @Nullable String directory,
		@DefaultValue("every-batch") FlushMode flush, @DefaultValue("64MB") DataSize segmentSize,
		@Nullable DataSize maximumSize, @DefaultValue("5m") Duration snapshotInterval, @Nullable Long skip) {

}
