package io.darkswap.wasm.autoconfigure.log;

import java.nio.file.Path;
import java.time.Duration;

import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.ReadConsistency;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the command log. It is active if the directory is set.
 *
 * @param enabled Whether the log is written. The default is to write it if the directory
 * is set. If true, a missing directory stops the start. If false, the books are kept in
 * memory only, as tests need it.
 * @param type Where the commands are kept. In the directory (journal), or on a topic of
 * Kafka (kafka), so that several machines have the same books.
 * @param directory Directory of the command log, which one client uses. It is created for
 * the application's user alone. Without it, the books are empty after a restart. With
 * Kafka, it holds this node's snapshots.
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
 * @param formerEngine URL of the engine module of the version before, for an upgrade of
 * several nodes one after the other. It runs until all nodes have the client's module.
 */
@ConfigurationProperties("darkswap.log")
public record DarkSwapLogProperties(@Nullable Boolean enabled, @DefaultValue("journal") LogType type,
		@Nullable String directory, @DefaultValue("every-batch") FlushMode flush,
		@DefaultValue("64MB") DataSize segmentSize, @Nullable DataSize maximumSize,
		@DefaultValue("5m") Duration snapshotInterval, @Nullable Long skip, @Nullable String formerEngine,
		@DefaultValue Kafka kafka) {

	/** Return whether the log is disabled, whatever directory is set. */
	boolean isDisabled() {
		return Boolean.FALSE.equals(this.enabled);
	}

	JournalOptions journal(Path in) {
		return new JournalOptions(in, this.segmentSize.toBytes(),
				(this.maximumSize != null) ? this.maximumSize.toBytes() : Long.MAX_VALUE, this.flush);
	}

	/**
	 * The topic of a command log on Kafka.
	 *
	 * @param topic Topic of the command log. All nodes have the same one.
	 * @param partitions Number of partitions of the topic, which never changes. Each is a
	 * shard with an engine and a memory of its own, and each pair belongs to one.
	 * @param createTopic Whether the topic is created if it is missing.
	 * @param replicationFactor Number of brokers that hold a created topic.
	 * @param read The state that reads show of other nodes' commands. What this node has
	 * applied (local), or all that any node was answered before (linearizable).
	 * @param digestInterval Number of commands after which the nodes compare digests of
	 * their books. A node that most others differ from stops. 0 for never.
	 */
	public record Kafka(@Nullable String topic, @DefaultValue("1") int partitions,
			@DefaultValue("false") boolean createTopic, @DefaultValue("3") int replicationFactor,
			@DefaultValue("local") ReadConsistency read, @DefaultValue("100000") long digestInterval) {

	}

}
