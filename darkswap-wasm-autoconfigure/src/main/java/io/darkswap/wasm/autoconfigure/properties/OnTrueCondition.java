package io.darkswap.wasm.autoconfigure.properties;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if a property is true in any form that binding reads, such as {@code yes},
 * {@code on} or {@code 1}. Spring Boot's own condition knows only {@code true}.
 */
public abstract class OnTrueCondition extends SpringBootCondition {

	private final String property;

	private final boolean matchIfMissing;

	/**
	 * Creates a condition.
	 * @param property the canonical name of the property
	 * @param matchIfMissing whether the condition matches if the property is not set
	 */
	protected OnTrueCondition(String property, boolean matchIfMissing) {
		this.property = property;
		this.matchIfMissing = matchIfMissing;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean value = Boolean.TRUE.equals(
				Binder.get(context.getEnvironment()).bind(this.property, Boolean.class).orElse(this.matchIfMissing));
		return new ConditionOutcome(value,
				ConditionMessage.forCondition("DarkSwap property").because(this.property + " is " + value));
	}

}
