package io.darkswap.wasm.kafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.LogDirectory;

/**
 * The directory of one node, locked for this process. Files in it hold the identifiers of
 * the node, and of the topic that its snapshots belong to.
 */
final class NodeDirectory implements AutoCloseable {

	private static final String TOPIC_ID = "topic.id";

	private static final String NODE_ID = "node.id";

	private final Path path;

	private final LogDirectory lock;

	private NodeDirectory(Path path, LogDirectory lock) {
		this.path = path;
		this.lock = lock;
	}

	/**
	 * Create the directory if it is missing, and lock it.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_LOCKED} or
	 * {@link ErrorCode#LOG_FAILED}
	 */
	static NodeDirectory lock(Path path) {
		return new NodeDirectory(path, LogDirectory.lock(path));
	}

	/**
	 * Validate that the directory belongs to a log. A new directory does from now on.
	 * @param name the name of the topic
	 * @param id describes the log
	 * @throws DarkSwapException with {@link ErrorCode#LOG_MISMATCH} if it belongs to
	 * another one, {@link ErrorCode#LOG_FAILED} if it cannot be read or written
	 */
	void requireTopic(String name, String id) {
		Path file = this.path.resolve(TOPIC_ID);
		try {
			if (!Files.exists(file)) {
				write(file, id);
				return;
			}
			String before = Files.readString(file, StandardCharsets.US_ASCII).strip();
			if (!before.equals(id)) {
				throw KafkaFailures.anotherTopic(this.path, name, before, id);
			}
		}
		catch (IOException ex) {
			throw unusable(file, ex);
		}
	}

	/**
	 * Return the identifier of this node, which the directory keeps.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FAILED} if it cannot be read or
	 * written
	 */
	UUID nodeId() {
		Path file = this.path.resolve(NODE_ID);
		try {
			if (!Files.exists(file)) {
				write(file, UUID.randomUUID().toString());
			}
			return UUID.fromString(Files.readString(file, StandardCharsets.US_ASCII).strip());
		}
		catch (IOException | IllegalArgumentException ex) {
			throw unusable(file, ex);
		}
	}

	private static DarkSwapException unusable(Path file, Exception cause) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"%s cannot be used: check that this process may read and write it: %s".formatted(file,
						cause.getMessage()),
				cause);
	}

	private void write(Path file, String text) throws IOException {
		Path unfinished = this.path.resolve(file.getFileName() + ".new");
		Files.writeString(unfinished, text, StandardCharsets.US_ASCII);
		try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
		Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
		LogDirectory.force(this.path);
	}

	@Override
	public void close() {
		this.lock.close();
	}

}
