package io.darkswap.wasm.concurrent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;

/**
 * Random commands on one pair through any desk, and their answers. The amount of each
 * order is another one, so that an order is known whose creation was not answered.
 * Thread-safe.
 */
final class ClusterHistory {

	/** The check at the end adds some, and takes at most 64. */
	private static final int COMMANDS = 40;

	/**
	 * No further command begins: the search tries every place of each command without an
	 * answer, in every order.
	 */
	private static final int ENOUGH_WITHOUT_ANSWER = 2;

	private static final long LARGEST = 1000;

	/** Of everything. */
	private static final int ALL = 1000;

	private final int pair;

	/** Guarded by this, as the next ones. */
	private int begun;

	private int ended;

	private int withoutAnswer;

	private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

	private final List<UUID> orders = new CopyOnWriteArrayList<>();

	ClusterHistory(int pair) {
		this.pair = pair;
	}

	/**
	 * Run a random command. A desk changes the book, and mostly another one reads it.
	 * @return whether there was room for it
	 */
	boolean runNext(DeskCluster desks, int desk, SplittableRandom random) {
		int number = begin();
		if (number == 0) {
			return false;
		}
		Command command = randomCommand(number, random);
		run(isRead(command) ? desks.after(desk) : desks.desk(desk), command);
		return true;
	}

	/** Return the number of the next command, 0 if there is no room for it. */
	private synchronized int begin() {
		return mayBegin() ? ++this.begun : 0;
	}

	private boolean mayBegin() {
		return this.begun < COMMANDS && this.withoutAnswer < ENOUGH_WITHOUT_ANSWER;
	}

	private static boolean isRead(Command command) {
		return command instanceof Command.Get || command instanceof Command.GetDepth
				|| command instanceof Command.GetOrders;
	}

	/** Return whether the caller is the one that ends the last command. */
	synchronized boolean endOne() {
		return ++this.ended == this.begun && !mayBegin();
	}

	private Command randomCommand(int number, SplittableRandom random) {
		List<UUID> known = List.copyOf(this.orders);
		OrderSide side = random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
		int kind = known.isEmpty() ? 0 : random.nextInt(12);
		UUID order = known.isEmpty() ? new UUID(0, 0) : known.get(random.nextInt(known.size()));
		return switch (kind) {
			case 0, 1, 2, 3 -> new Command.Create(List.of(newOrder(number, side, random.nextLong(1, 4))), Desk.NOW);
			case 4, 5 -> new Command.Take(order, random.nextLong(1, LARGEST / 2), Desk.NOW);
			case 6, 7 -> new Command.TakeBest(side, random.nextLong(1, 2 * LARGEST), random.nextLong(1, 4), Desk.NOW);
			case 8 -> new Command.Cancel(order, Desk.NOW);
			case 9 -> new Command.Get(order, Desk.NOW);
			case 10 -> new Command.GetDepth(random.nextInt(1, 4), Desk.NOW);
			default -> new Command.GetOrders(Desk.NOW);
		};
	}

	private static BookOrder newOrder(int number, OrderSide side, long price) {
		long amount = LARGEST - number;
		return new BookOrder(name(amount), side, amount, amount, price, OrderStatus.OPEN, Desk.NEVER);
	}

	private void run(DeskProcess desk, Command command) {
		long invoked = System.nanoTime();
		Object answer = desk.call(this.pair, command);
		if (answer == NoAnswer.NO_ANSWER) {
			this.operations.add(Operation.unanswered(command, invoked));
			noteNoAnswer();
		}
		else {
			this.operations.add(new Operation(command, answer, invoked, System.nanoTime()));
			ordersIn(answer).forEach((order) -> this.orders.add(order.id()));
		}
	}

	private synchronized void noteNoAnswer() {
		this.withoutAnswer++;
	}

	/** Read all of the pair. */
	void readAll(DeskProcess desk) {
		run(desk, new Command.GetOrders(Desk.NOW));
		run(desk, new Command.GetTrades(ALL, Desk.NOW));
	}

	/** Return the number of commands. */
	int size() {
		return this.operations.size();
	}

	/** Return the number of commands that have no answer. */
	long unanswered() {
		return this.operations.stream().filter((operation) -> !operation.isAnswered()).count();
	}

	/** Return whether the answers are those of one book, in an order of their times. */
	boolean isLinearizable(DeskCluster desks) {
		return Linearizability.holds(named(desks), new Book(ALL, ALL));
	}

	/** Return the history with each order under the name that its amount gives it. */
	private List<Operation> named(DeskCluster desks) {
		Map<UUID, UUID> names = new HashMap<>();
		for (Operation operation : this.operations) {
			ordersIn(operation.answer()).forEach((order) -> names.put(order.id(), name(order.amount())));
		}
		List<Operation> named = new ArrayList<>();
		for (Operation operation : this.operations) {
			named.add(new Operation(named(operation.command(), names, desks), named(operation.answer(), names, desks),
					operation.invoked(), operation.returned()));
		}
		return named;
	}

	private Object named(Object answer, Map<UUID, UUID> names, DeskCluster desks) {
		if (answer instanceof List<?> list) {
			return list.stream().map((element) -> named(element, names, desks)).toList();
		}
		if (answer instanceof BookOrder order) {
			return new BookOrder(name(order.amount()), order.side(), order.amount(), order.remaining(), order.price(),
					order.status(), order.expiresAt());
		}
		if (answer instanceof BookTrade trade) {
			return new BookTrade(name(trade.order(), names, desks), trade.amount(), trade.price(), trade.executedAt());
		}
		return answer;
	}

	private Command named(Command command, Map<UUID, UUID> names, DeskCluster desks) {
		if (command instanceof Command.Get get) {
			return new Command.Get(name(get.order(), names, desks), get.now());
		}
		if (command instanceof Command.Cancel cancel) {
			return new Command.Cancel(name(cancel.order(), names, desks), cancel.now());
		}
		if (command instanceof Command.Take take) {
			return new Command.Take(name(take.order(), names, desks), take.amount(), take.now());
		}
		return command;
	}

	/** An order that only its trades have shown is asked for. */
	private UUID name(UUID id, Map<UUID, UUID> names, DeskCluster desks) {
		return names.computeIfAbsent(id, (unnamed) -> {
			Object found = desks.ask(this.pair, new Command.Get(unnamed, Desk.NOW));
			return (found instanceof BookOrder order) ? name(order.amount()) : unnamed;
		});
	}

	private static UUID name(long amount) {
		return new UUID(0, amount);
	}

	private static List<BookOrder> ordersIn(Object answer) {
		if (answer instanceof BookOrder order) {
			return List.of(order);
		}
		if (answer instanceof List<?> list) {
			return list.stream().filter(BookOrder.class::isInstance).map(BookOrder.class::cast).toList();
		}
		return List.of();
	}

	@Override
	public String toString() {
		return this.operations.stream()
			.sorted(Comparator.comparingLong(Operation::invoked))
			.map(Operation::toString)
			.collect(Collectors.joining("\n", "pair " + this.pair + "\n", ""));
	}

}
