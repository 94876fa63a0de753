package io.darkswap.wasm.kafka;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The newest digests that the nodes have published. Thread-safe.
 */
final class PublishedDigests {

	/** Enough for nodes that are far behind. */
	private static final int KEPT_POSITIONS = 1000;

	/** More nodes than a cluster has. Each writer to the topic names a node. */
	static final int KEPT_NODES = 1000;

	private final UUID self;

	/** By position, then by node: the one that published first comes first. */
	private final TreeMap<Long, Map<UUID, DigestFrame>> digests = new TreeMap<>();

	PublishedDigests(UUID self) {
		this.self = self;
	}

	/**
	 * Add a digest, and compare this node with the others at its position.
	 * @return how this node differs; empty if it does not, or has not published yet
	 */
	synchronized Optional<Difference> add(DigestFrame digest) {
		Map<UUID, DigestFrame> published = this.digests.computeIfAbsent(digest.position(),
				(position) -> new LinkedHashMap<>());
		published.put(digest.node(), digest);
		if (published.size() > KEPT_NODES) {
			published.remove(oldestOther(published));
		}
		if (this.digests.size() > KEPT_POSITIONS) {
			this.digests.pollFirstEntry();
		}
		return compare(published);
	}

	private UUID oldestOther(Map<UUID, DigestFrame> published) {
		return published.keySet().stream().filter((node) -> !node.equals(this.self)).findFirst().orElseThrow();
	}

	private Optional<Difference> compare(Map<UUID, DigestFrame> published) {
		DigestFrame own = published.get(this.self);
		if (own == null) {
			return Optional.empty();
		}
		Map<Long, List<DigestFrame>> nodes = published.values()
			.stream()
			.collect(Collectors.groupingBy(DigestFrame::digest));
		List<DigestFrame> agreeing = Objects.requireNonNull(nodes.remove(own.digest()));
		return nodes.values()
			.stream()
			.max(Comparator.comparingInt(List::size))
			.map((others) -> new Difference(own, agreeing.size(), others.get(0), others.size()));
	}

	/**
	 * Nodes that have other books than this one.
	 *
	 * @param own the digest of this node's books
	 * @param agreeing the number of nodes with that digest, at least 1
	 * @param other the digest that most of the others have, of one of them
	 * @param differing the number of nodes with that digest
	 */
	record Difference(DigestFrame own, int agreeing, DigestFrame other, int differing) {

		/** Return whether more nodes have the other books than this node's. */
		boolean isMinority() {
			return this.differing > this.agreeing;
		}

		@Override
		public String toString() {
			return "After record %d, %d node(s) have books with the digest %016x, as this node, and %d have %016x%s"
				.formatted(this.own.position(), this.agreeing, this.own.digest(), this.differing, this.other.digest(),
						engines());
		}

		private String engines() {
			return this.own.engine().equals(this.other.engine()) ? ""
					: "; the engine of this node has the SHA-256 %s, that of node %s has %s"
						.formatted(shown(this.own.engine()), this.other.node(), shown(this.other.engine()));
		}

		private static String shown(String engine) {
			return engine.isEmpty() ? "unknown" : engine;
		}

	}

}
