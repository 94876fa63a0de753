package io.darkswap.wasm.kafka;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PublishedDigestsTests {

	private final UUID self = UUID.randomUUID();

	private final PublishedDigests digests = new PublishedDigests(this.self);

	@Test
	void nodesWithEqualDigestsAgree() {
		assertThat(this.digests.add(100, this.self, 1)).isEmpty();
		assertThat(this.digests.add(100, UUID.randomUUID(), 1)).isEmpty();
	}

	@Test
	void otherDigestsMeanNothingBeforeThisNodeHasItsOwn() {
		assertThat(this.digests.add(100, UUID.randomUUID(), 1)).isEmpty();
		assertThat(this.digests.add(100, UUID.randomUUID(), 2)).isEmpty();
		assertThat(this.digests.add(100, this.self, 1))
			.hasValueSatisfying((difference) -> assertThat(difference.isMinority()).isFalse());
	}

	@Test
	void oneNodeAgainstOneIsNoMinority() {
		this.digests.add(100, this.self, 1);
		assertThat(this.digests.add(100, UUID.randomUUID(), 2)).hasValueSatisfying((difference) -> {
			assertThat(difference.isMinority()).isFalse();
			assertThat(difference).hasToString("After record 100, 1 node(s) have books with the digest "
					+ "0000000000000001, as this node, and 1 have 0000000000000002");
		});
	}

	@Test
	void oneNodeAgainstTwoIsAMinority() {
		this.digests.add(100, this.self, 1);
		this.digests.add(100, UUID.randomUUID(), 2);
		assertThat(this.digests.add(100, UUID.randomUUID(), 2))
			.hasValueSatisfying((difference) -> assertThat(difference.isMinority()).isTrue());
	}

	@Test
	void aNodeThatPublishesAgainCountsOnce() {
		UUID other = UUID.randomUUID();
		this.digests.add(100, this.self, 1);
		this.digests.add(100, other, 2);
		assertThat(this.digests.add(100, other, 2))
			.hasValueSatisfying((difference) -> assertThat(difference.isMinority()).isFalse());
	}

	@Test
	void theNewestNodesAreKeptAndThisOne() {
		this.digests.add(100, this.self, 1);
		for (int i = 0; i < PublishedDigests.KEPT_NODES; i++) {
			this.digests.add(100, UUID.randomUUID(), 2);
		}
		assertThat(this.digests.add(100, UUID.randomUUID(), 2)).hasValueSatisfying((difference) -> {
			assertThat(difference.agreeing()).isOne();
			assertThat(difference.differing()).isEqualTo(PublishedDigests.KEPT_NODES - 1);
		});
	}

	@Test
	void digestsOfOtherPositionsAreNotCompared() {
		this.digests.add(100, this.self, 1);
		assertThat(this.digests.add(200, UUID.randomUUID(), 2)).isEmpty();
	}

}
