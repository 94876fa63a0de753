package io.darkswap.wasm.replication;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.market.Markets;
import org.jspecify.annotations.Nullable;

/**
 * Answers a command that was applied before, and changes nothing.
 *
 * @param books the books
 * @param sessions opens sessions of their engine
 * @param answer the outcome of the first record of the command
 */
record RepeatedCommand(Books books, Supplier<EngineSession> sessions, AppliedCommands.Answer answer) {

	/**
	 * Return the result of a command.
	 * @return the result of the first record; a trade has its present status
	 * @throws DarkSwapException with the code of the refusal of the first record, or with
	 * {@link ErrorCode#TRADE_NOT_FOUND} if the history has evicted a trade
	 */
	@Nullable Object result(Command command) {
		ErrorCode refusal = this.answer.refusal();
		if (refusal != null) {
			throw new DarkSwapException(refusal,
					"The log has this command twice. The first one was refused (%s), and the second one changes nothing"
						.formatted(refusal));
		}
		if (command instanceof Command.CreateOrder create) {
			return create.at(this.answer.time()).order().opened();
		}
		if (command instanceof Command.CreateOrders create) {
			return create.at(this.answer.time()).orders().stream().map(OrderCommand::opened).toList();
		}
		if (command instanceof Command.TakeOrder take) {
			return trades(take.tradeId()).get(0);
		}
		if (command instanceof Command.TakeBest take) {
			return trades(take.firstTradeId());
		}
		if (command instanceof Command.SettleTrade settle) {
			return trades(settle.tradeId()).get(0);
		}
		return null;
	}

	/** Return the trades whose ids count on from the first, oldest first. */
	private List<Trade> trades(UUID first) {
		List<Trade> trades = this.books.engine().call(this.sessions, (session) -> read(first, session));
		if (trades.size() < this.answer.trades()) {
			throw new DarkSwapException(ErrorCode.TRADE_NOT_FOUND,
					"The command was applied before with %d trade(s), but the history has evicted some of them: raise the option trade-history"
						.formatted(this.answer.trades()));
		}
		trades.sort(Comparator.comparing(Trade::id));
		return List.copyOf(trades);
	}

	private List<Trade> read(UUID first, EngineSession session) {
		List<Trade> trades = new ArrayList<>();
		for (Markets.Opened market : this.books.markets().all()) {
			session.reader().listTrades(market.market(), this.answer.time(), Integer.MAX_VALUE, (trade) -> {
				if (trade.idHigh() == first.getMostSignificantBits() && Long
					.compareUnsigned(trade.idLow() - first.getLeastSignificantBits(), this.answer.trades()) < 0) {
					trades.add(this.books.mapper().trade(trade));
				}
			});
		}
		return trades;
	}

}
