package io.darkswap.wasm.kafka;

import java.util.Optional;
import java.util.UUID;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PublishedDigestsTests {

	private final UUID topic = UUID.randomUUID();

	private final UUID self = UUID.randomUUID();

	private final PublishedDigests digests = new PublishedDigests(this.self);

	private final String engine = "ab".repeat(32);

	@Test
	void nodesWithEqualDigestsAgree() {
		assertThat(add(100, this.self, 1)).isEmpty();
		assertThat(add(100, UUID.randomUUID(), 1)).isEmpty();
	}

	@Test
	void otherDigestsMeanNothingBeforeThisNodeHasItsOwn() {
		assertThat(add(100, UUID.randomUUID(), 1)).isEmpty();
		assertThat(add(100, UUID.randomUUID(), 2)).isEmpty();
		assertThat(add(100, this.self, 1))
			.hasValueSatisfying((difference) -> assertThat(difference.isMinority()).isFalse());
	}

	@Test
	void oneNodeAgainstOneIsNoMinority() {
		add(100, this.self, 1);
		assertThat(add(100, UUID.randomUUID(), 2)).hasValueSatisfying((difference) -> {
			assertThat(difference.isMinority()).isFalse();
			assertThat(difference).hasToString("After record 100, 1 node(s) have books with the digest "
					+ "0000000000000001, as this node, and 1 have 0000000000000002");
		});
	}

	@Test
	void oneNodeAgainstTwoIsAMinority() {
		add(100, this.self, 1);
		add(100, UUID.randomUUID(), 2);
		assertThat(add(100, UUID.randomUUID(), 2))
			.hasValueSatisfying((difference) -> assertThat(difference.isMinority()).isTrue());
	}

	@Test
	void aNodeThatPublishesAgainCountsOnce() {
		UUID other = UUID.randomUUID();
		add(100, this.self, 1);
		add(100, other, 2);
		assertThat(add(100, other, 2))
			.hasValueSatisfying((difference) -> assertThat(difference.isMinority()).isFalse());
	}

	@Test
	void theNewestNodesAreKeptAndThisOne() {
		add(100, this.self, 1);
		for (int i = 0; i < PublishedDigests.KEPT_NODES; i++) {
			add(100, UUID.randomUUID(), 2);
		}
		assertThat(add(100, UUID.randomUUID(), 2)).hasValueSatisfying((difference) -> {
			assertThat(difference.agreeing()).isOne();
			assertThat(difference.differing()).isEqualTo(PublishedDigests.KEPT_NODES - 1);
		});
	}

	@Test
	void digestsOfOtherPositionsAreNotCompared() {
		add(100, this.self, 1);
		assertThat(add(200, UUID.randomUUID(), 2)).isEmpty();
	}

	@Test
	void nodesThatDifferNameTheirEnginesIfThoseDiffer() {
		UUID other = UUID.randomUUID();
		add(100, this.self, 1);
		assertThat(this.digests.add(frame(100, other, 2, "cd".repeat(32)))).map(Object::toString)
			.get(InstanceOfAssertFactories.STRING)
			.endsWith(" have 0000000000000002; the engine of this node has the SHA-256 %s, that of node %s has %s"
				.formatted(this.engine, other, "cd".repeat(32)));
		assertThat(this.digests.add(frame(100, other, 2, ""))).map(Object::toString)
			.get(InstanceOfAssertFactories.STRING)
			.as("a former version")
			.endsWith("that of node %s has unknown".formatted(other));
	}

	private Optional<PublishedDigests.Difference> add(long position, UUID node, long digest) {
		return this.digests.add(frame(position, node, digest, this.engine));
	}

	private DigestFrame frame(long position, UUID node, long digest, String engineOfNode) {
		return new DigestFrame(this.topic, node, position, digest, engineOfNode);
	}

}
