package io.darkswap.wasm.autoconfigure.log;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.properties.DirectoryPath;
import io.darkswap.wasm.log.LogOptions;

/**
 * Creates the options of clients' logs from the properties.
 */
public final class ClientLogs {

	private final DarkSwapLogProperties properties;

	private final ClientLogStorage storage;

	/**
	 * Creates the options' source.
	 * @param properties the properties of the log
	 * @param storage creates the storage of a log
	 */
	public ClientLogs(DarkSwapLogProperties properties, ClientLogStorage storage) {
		this.properties = properties;
		this.storage = storage;
	}

	/**
	 * Returns the options of the log in the directory that the property names.
	 * @return the options, or empty if the property is not set or the log is disabled
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the log is
	 * enabled explicitly or kept on Kafka, and the property is not set
	 */
	public Optional<LogOptions> configured() {
		requireDirectory();
		return Optional.ofNullable(this.properties.directory())
			.map((directory) -> DirectoryPath.of(LogDirectory.PROPERTY, directory))
			.flatMap(this::in);
	}

	/** A client that the application asks to write a log never starts without one. */
	private void requireDirectory() {
		if (this.properties.directory() != null || this.properties.isDisabled()) {
			return;
		}
		if (this.properties.type() != LogType.JOURNAL) {
			throw missingDirectory("darkswap.log.type is %s, which needs a directory for snapshots: set %s"
				.formatted(this.properties.type().name().toLowerCase(Locale.ROOT), LogDirectory.PROPERTY));
		}
		if (this.properties.enabled() != null) {
			throw missingDirectory(
					"darkswap.log.enabled is true, but the log has no directory: set %s, or remove darkswap.log.enabled for books in memory only"
						.formatted(LogDirectory.PROPERTY));
		}
	}

	private static DarkSwapException missingDirectory(String message) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, message);
	}

	/**
	 * Returns the options of the log in a directory, which is created if it is missing.
	 * @param directory the directory, which no other client uses
	 * @return the options, or empty if the log is disabled
	 */
	public Optional<LogOptions> in(Path directory) {
		return this.properties.isDisabled() ? Optional.empty() : Optional.of(options(directory));
	}

	private LogOptions options(Path directory) {
		Path absolute = directory.toAbsolutePath().normalize();
		LogDirectory.prepare(absolute);
		OptionalLong skip = (this.properties.skip() != null) ? OptionalLong.of(this.properties.skip())
				: OptionalLong.empty();
		return new LogOptions(this.storage.in(absolute), this.properties.snapshotInterval(), skip, new LogObservers(),
				Optional.ofNullable(this.properties.formerEngine()));
	}

}
