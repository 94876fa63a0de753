package io.darkswap.wasm.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the check itself: it must distinguish linearizable histories from others. */
class LinearizabilityCheckTests {

	private static final long NOW = 1_000;

	private static final BookOrder ASK = order(1, 3);

	private static final BookOrder OTHER = order(2, 3);

	private final List<Operation> history = new ArrayList<>();

	@Test
	void operationsThatFollowEachOtherAreLinearizable() {
		add(0, 1, create(ASK), List.of(ASK));
		add(2, 3, take(ASK, 2), trade(ASK, 2));
		add(4, 5, new Command.Get(ASK.id(), NOW), ASK.taken(2));
		assertThat(isLinearizable()).isTrue();
	}

	@Test
	void overlappingOperationsMayTakeEffectInAnyOrder() {
		add(0, 10, create(ASK), List.of(ASK));
		add(1, 9, best(), List.of(List.of(), List.of()));
		add(2, 8, best(), List.of(List.of(), List.of(new BookLevel(5, 3, 1))));
		add(3, 7, new Command.Get(ASK.id(), NOW), ErrorCode.ORDER_NOT_FOUND);
		assertThat(isLinearizable()).isTrue();
	}

	@Test
	void aStaleReadIsNot() {
		add(0, 1, create(ASK), List.of(ASK));
		add(2, 3, best(), List.of(List.of(), List.of()));
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void aReadThatGoesBackIsNot() {
		add(0, 10, create(ASK), List.of(ASK));
		add(1, 2, best(), List.of(List.of(), List.of(new BookLevel(5, 3, 1))));
		add(3, 4, best(), List.of(List.of(), List.of()));
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void aLostCancellationIsNot() {
		add(0, 1, create(ASK), List.of(ASK));
		add(2, 3, new Command.Cancel(ASK.id(), NOW), "cancelled");
		add(4, 5, new Command.GetOrders(NOW), List.of(ASK));
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void anAmountThatIsTakenTwiceIsNot() {
		add(0, 1, create(ASK), List.of(ASK));
		add(2, 9, take(ASK, 2), trade(ASK, 2));
		add(3, 8, take(ASK, 2), trade(ASK, 2));
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void aBatchThatIsSeenInPartIsNot() {
		add(0, 9, create(ASK, OTHER), List.of(ASK, OTHER));
		add(1, 2, new Command.GetOrders(NOW), List.of(ASK));
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void takingTheYoungerOfTwoEqualOrdersIsNot() {
		add(0, 1, create(ASK), List.of(ASK));
		add(2, 3, create(OTHER), List.of(OTHER));
		add(4, 5, new Command.TakeBest(OrderSide.BUY, 1, 5, NOW), List.of(trade(OTHER, 1)));
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void takingTheYoungerIsWhenTheirOrderIsUnknown() {
		add(0, 3, create(ASK), List.of(ASK));
		add(0, 3, create(OTHER), List.of(OTHER));
		add(4, 5, new Command.TakeBest(OrderSide.BUY, 1, 5, NOW), List.of(trade(OTHER, 1)));
		assertThat(isLinearizable()).isTrue();
	}

	@Test
	void anExpiredOrderThatIsTakenIsNot() {
		add(0, 1, create(ASK), List.of(ASK));
		add(2, 3, new Command.Take(ASK.id(), 1, ASK.expiresAt()), trade(ASK, 1));
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void anOrderThatIsEvictedTooEarlyIsNot() {
		add(0, 1, create(ASK), List.of(ASK));
		add(2, 3, new Command.Cancel(ASK.id(), NOW), "cancelled");
		add(4, 5, new Command.Get(ASK.id(), NOW), ErrorCode.ORDER_NOT_FOUND);
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void aRefusedCommandMayCloseTheExpiredOrderOfALaterOne() {
		add(0, 1, create(ASK), List.of(ASK));
		add(2, 3, new Command.Cancel(ASK.id(), NOW), "cancelled");
		add(4, 5, create(OTHER), List.of(OTHER));
		add(6, 7, new Command.Cancel(OTHER.id(), NOW), "cancelled");
		add(8, 19, new Command.Cancel(OTHER.id(), NOW + 1), ErrorCode.ORDER_NOT_OPEN);
		add(8, 19, create(order(3, 1)), List.of(order(3, 1)));
		add(20, 21, new Command.Get(ASK.id(), NOW + 1), ErrorCode.ORDER_NOT_FOUND);
		assertThat(isLinearizable()).isTrue();
	}

	@Test
	void anUnansweredOperationMayHaveTakenEffect() {
		unanswered(0, create(ASK));
		add(1, 2, new Command.GetOrders(NOW), List.of());
		add(3, 4, new Command.GetOrders(NOW), List.of(ASK));
		add(5, 6, new Command.GetOrders(NOW), List.of(ASK));
		assertThat(isLinearizable()).isTrue();
	}

	@Test
	void anUnansweredOperationNeedNotTakeEffect() {
		add(0, 1, create(ASK), List.of(ASK));
		unanswered(2, new Command.Cancel(ASK.id(), NOW));
		add(3, 4, new Command.GetOrders(NOW), List.of(ASK));
		assertThat(isLinearizable()).isTrue();
	}

	@Test
	void anUnansweredOperationThatIsUndoneIsNot() {
		unanswered(0, create(ASK));
		add(1, 2, new Command.GetOrders(NOW), List.of(ASK));
		add(3, 4, new Command.GetOrders(NOW), List.of());
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void anUnansweredOperationThatTakesEffectTwiceIsNot() {
		add(0, 1, create(ASK), List.of(ASK));
		unanswered(2, take(ASK, 1));
		add(3, 4, new Command.GetTrades(2, NOW), List.of(trade(ASK, 1), trade(ASK, 1)));
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void anUnansweredOperationThatTakesEffectBeforeItsStartIsNot() {
		add(0, 1, new Command.GetOrders(NOW), List.of(ASK));
		unanswered(2, create(ASK));
		assertThat(isLinearizable()).isFalse();
	}

	@Test
	void aLongHistoryOfOverlapsIsSearchedInTime() {
		List<BookOrder> orders = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			BookOrder order = order(i + 1, 1);
			orders.add(order);
			add(0, 100, create(order), List.of(order));
		}
		add(200, 201, new Command.GetOrders(NOW), orders);
		assertThat(isLinearizable()).isTrue();
	}

	private boolean isLinearizable() {
		return Linearizability.holds(this.history, new Book(2, 2));
	}

	private void add(long invoked, long returned, Command command, Object answer) {
		this.history.add(new Operation(command, answer, invoked, returned));
	}

	private void unanswered(long invoked, Command command) {
		this.history.add(Operation.unanswered(command, invoked));
	}

	private static BookOrder order(long number, long amount) {
		return new BookOrder(new UUID(0, number), OrderSide.SELL, amount, amount, 5, OrderStatus.OPEN, NOW + 1);
	}

	private static Command create(BookOrder... orders) {
		return new Command.Create(List.of(orders), NOW);
	}

	private static Command take(BookOrder order, long amount) {
		return new Command.Take(order.id(), amount, NOW);
	}

	private static BookTrade trade(BookOrder order, long amount) {
		return new BookTrade(order.id(), amount, order.price(), NOW);
	}

	private static Command best() {
		return new Command.GetBestBidAsk(NOW);
	}

}
