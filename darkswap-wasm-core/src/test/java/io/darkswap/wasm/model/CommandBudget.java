package io.darkswap.wasm.model;

import java.util.List;

import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Ends a property after a number of commands: 100,000, or the value of the system
 * property {@code darkswap.soak}.
 */
class CommandBudget implements AroundTryHook {

	private static final long COMMANDS = Long.getLong("darkswap.soak", 100_000);

	private final long commands;

	CommandBudget() {
		this(COMMANDS);
	}

	private CommandBudget(long commands) {
		this.commands = commands;
	}

	@Override
	public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
		Store<Long> left = Store.getOrCreate(CommandBudget.class, Lifespan.PROPERTY, () -> this.commands);
		left.update((before) -> before - ((Scenario) parameters.get(0)).commands().size());
		TryExecutionResult result = aTry.execute(parameters);
		return (result.isSatisfied() && left.get() <= 0) ? TryExecutionResult.satisfied(true) : result;
	}

	/** A thousandth of that, for commands that other processes answer. */
	static final class Thousandth extends CommandBudget {

		Thousandth() {
			super(COMMANDS / 1000);
		}

	}

	/** A twentieth of that, for commands that take longer. */
	static final class Twentieth extends CommandBudget {

		Twentieth() {
			super(COMMANDS / 20);
		}

	}

}
