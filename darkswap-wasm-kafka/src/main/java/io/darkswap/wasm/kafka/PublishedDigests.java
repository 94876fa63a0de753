package io.darkswap.wasm.kafka;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

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
	private final TreeMap<Long, Map<UUID, Long>> digests = new TreeMap<>();

	PublishedDigests(UUID self) {
		this.self = self;
	}

	/**
	 * Add a digest, and compare this node with the others at its position.
	 * @return how this node differs; empty if it does not, or has not published yet
	 */
	synchronized Optional<Difference> add(long position, UUID node, long digest) {
		Map<UUID, Long> published = this.digests.computeIfAbsent(position, (at) -> new LinkedHashMap<>());
		published.put(node, digest);
		if (published.size() > KEPT_NODES) {
			published.remove(oldestOther(published));
		}
		if (this.digests.size() > KEPT_POSITIONS) {
			this.digests.pollFirstEntry();
		}
		return compare(position, published);
	}

	private UUID oldestOther(Map<UUID, Long> published) {
		return published.keySet().stream().filter((node) -> !node.equals(this.self)).findFirst().orElseThrow();
	}

	private Optional<Difference> compare(long position, Map<UUID, Long> published) {
		Long own = published.get(this.self);
		if (own == null) {
			return Optional.empty();
		}
		Map<Long, Integer> nodes = new HashMap<>();
		published.values().forEach((digest) -> nodes.merge(digest, 1, Integer::sum));
		int agreeing = nodes.getOrDefault(own, 0);
		nodes.remove(own);
		return nodes.entrySet()
			.stream()
			.max(Map.Entry.comparingByValue())
			.map((other) -> new Difference(position, own, agreeing, other.getKey(), other.getValue()));
	}

	/**
	 * Nodes that have other books than this one.
	 *
	 * @param position the position of the newest command in the books
	 * @param own the digest of this node's books
	 * @param agreeing the number of nodes with that digest, at least 1
	 * @param other the digest that most of the others have
	 * @param differing the number of nodes with that digest
	 */
	record Difference(long position, long own, int agreeing, long other, int differing) {

		/** Return whether more nodes have the other books than this node's. */
		boolean isMinority() {
			return this.differing > this.agreeing;
		}

		@Override
		public String toString() {
			return "After record %d, %d node(s) have books with the digest %016x, as this node, and %d have %016x"
				.formatted(this.position, this.agreeing, this.own, this.differing, this.other);
		}

	}

}
