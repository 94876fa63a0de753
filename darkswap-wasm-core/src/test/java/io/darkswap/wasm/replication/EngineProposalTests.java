package io.darkswap.wasm.replication;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.commands.CommandType;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.trading.ReplayStarter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The order of the log decides whether a proposed engine is used. This client has none of
 * the proposed ones, so it stops at one that is used.
 */
class EngineProposalTests {

	private static final int UNNUMBERED = Command.EngineChange.UNNUMBERED;

	private static final EngineIdentity NEXT = new EngineIdentity("ab".repeat(32), 1, 1);

	private static final EngineIdentity OTHER = new EngineIdentity("cd".repeat(32), 1, 1);

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private final ReplayStarter starter = new ReplayStarter(this.loader, DarkSwapClient.BUNDLED_URL);

	private AppliedState state;

	@BeforeEach
	void begin() {
		this.state = new AppliedState(this.starter);
		this.state
			.apply(new Command.Begin(new BookSettings(BitcoinNetwork.REGTEST, this.starter.identity(), HashKey.random(),
					new BookLimits(64 << 16, 10, 10, Duration.ofDays(1).toNanos() / 1000, ForeignLimits.NONE, 100))));
	}

	@AfterEach
	void close() {
		this.state.close();
		this.loader.close();
	}

	@Test
	void anEngineThatNoNodeLacksIsUsed() {
		propose(NEXT);
		lack(OTHER);
		assertUsed(NEXT);
	}

	@Test
	void anEngineThatANodeLacksIsNotUsed() {
		propose(NEXT);
		lack(NEXT);
		assertNotUsed(NEXT);
		propose(NEXT);
		assertUsed(NEXT);
	}

	@Test
	void anEngineIsNotUsedAfterTheProposalOfAnotherOne() {
		propose(NEXT);
		propose(OTHER);
		assertNotUsed(NEXT);
	}

	@Test
	void anEngineIsNotUsedForAProposalThatWasAnsweredAndMadeAgain() {
		int first = propose(NEXT);
		apply(CommandType.LACK_ENGINE, NEXT, first);
		int second = propose(NEXT);
		assertThatCode(() -> apply(CommandType.USE_ENGINE, NEXT, first)).doesNotThrowAnyException();
		assertStopsAt(() -> apply(CommandType.USE_ENGINE, NEXT, second), NEXT);
	}

	@Test
	void anAnswerToAnEarlierProposalDoesNotCountForTheNext() {
		int first = propose(NEXT);
		int second = propose(NEXT);
		apply(CommandType.LACK_ENGINE, NEXT, first);
		assertThat(this.state.proposal()).isEqualTo(new EngineProposal(NEXT, second, false));
		apply(CommandType.LACK_ENGINE, NEXT, second);
		assertThat(this.state.proposal()).isEqualTo(new EngineProposal(NEXT, second, true));
	}

	@Test
	void eachProposalHasItsNumber() {
		assertThat(propose(NEXT)).isEqualTo(1);
		lack(NEXT);
		assertThat(propose(NEXT)).isEqualTo(2);
		assertThat(this.state.proposal()).isEqualTo(new EngineProposal(NEXT, 2, false));
	}

	@Test
	void aSnapshotKeepsTheProposalAndItsAnswer() {
		assertThat(snapshotted()).isNull();
		propose(NEXT);
		assertThat(snapshotted()).isEqualTo(new EngineProposal(NEXT, 1, false));
		lack(NEXT);
		assertThat(snapshotted()).isEqualTo(new EngineProposal(NEXT, 1, true));
	}

	@Test
	void aNodeThatStartsAnswersAnOpenProposal() {
		assertThat(answersAtStart()).isEmpty();
		propose(NEXT);
		assertThat(answersAtStart()).containsExactly(NEXT);
		lack(NEXT);
		assertThat(answersAtStart()).as("one answer is enough").isEmpty();
		propose(this.starter.identity());
		assertThat(answersAtStart()).isEmpty();
	}

	private List<EngineIdentity> answersAtStart() {
		List<EngineIdentity> answers = new ArrayList<>();
		new BookApplier(this.starter, null, null, LogListener.NONE, this.state)
			.goLive((proposal) -> answers.add(proposal.engine()));
		return answers;
	}

	private EngineProposal snapshotted() {
		SnapshotHeader decoded = SnapshotHeader
			.decode(this.state.header(OptionalLong.of(7), new byte[] { 1, 2, 3 }).encode());
		assertThat(decoded.digest()).hasValue(7);
		assertThat(decoded.layout()).containsExactly(1, 2, 3);
		return decoded.proposal();
	}

	private int propose(EngineIdentity engine) {
		return (int) apply(CommandType.PROPOSE_ENGINE, engine, UNNUMBERED);
	}

	/** Answer as a former version does. */
	private void lack(EngineIdentity engine) {
		apply(CommandType.LACK_ENGINE, engine, UNNUMBERED);
	}

	/** Use the engine as a former version does. */
	private void use(EngineIdentity engine) {
		apply(CommandType.USE_ENGINE, engine, UNNUMBERED);
	}

	private Object apply(CommandType type, EngineIdentity engine, int proposal) {
		return this.state.apply(new Command.EngineChange(type, engine, proposal));
	}

	private void assertUsed(EngineIdentity engine) {
		assertStopsAt(() -> use(engine), engine);
	}

	private static void assertStopsAt(ThrowingCallable use, EngineIdentity engine) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(use)
			.withMessageContaining(engine.sha256())
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.LOG_MISMATCH);
	}

	private void assertNotUsed(EngineIdentity engine) {
		assertThatCode(() -> use(engine)).doesNotThrowAnyException();
		assertThat(this.state.engine()).isEqualTo(this.starter.identity());
	}

}
