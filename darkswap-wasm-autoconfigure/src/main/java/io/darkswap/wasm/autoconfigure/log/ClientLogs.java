package io.darkswap.wasm.autoconfigure.log;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import io.darkswap.wasm.LogOptions;
import io.darkswap.wasm.autoconfigure.properties.DirectoryPath;
import io.darkswap.wasm.log.JournalOptions;

/**
 * Creates the options of clients' logs from the properties.
 */
public final class ClientLogs {

	private final DarkSwapLogProperties properties;

	/**
	 * Creates the options' source.
	 * @param properties the properties of the log
	 */
	public ClientLogs(DarkSwapLogProperties properties) {
		this.properties = properties;
	}

	/**
	 * Returns the options of the log in the directory that the property names.
	 * @return the options, or empty if the property is not set or the log is disabled
	 */
	public Optional<LogOptions> configured() {
		return Optional.ofNullable(this.properties.directory())
			.filter((directory) -> this.properties.enabled())
			.map((directory) -> DirectoryPath.of(LogDirectory.PROPERTY, directory))
			.map(this::in);
	}

	/**
	 * Returns the options of the log in a directory, which is created if it is missing.
	 * @param directory the directory, which no other client uses
	 * @return the options
	 */
	public LogOptions in(Path directory) {
		Path absolute = directory.toAbsolutePath().normalize();
		LogDirectory.prepare(absolute);
		long maximumSize = (this.properties.maximumSize() != null) ? this.properties.maximumSize().toBytes()
				: Long.MAX_VALUE;
		JournalOptions journal = new JournalOptions(absolute, this.properties.segmentSize().toBytes(), maximumSize,
				this.properties.flush());
		OptionalLong skip = (this.properties.skip() != null) ? OptionalLong.of(this.properties.skip())
				: OptionalLong.empty();
		return new LogOptions(journal, this.properties.snapshotInterval(), skip, new LogObservers());
	}

}
