package io.darkswap.wasm.autoconfigure.modules;

import java.util.Set;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if properties name a module.
 */
final class OnModulesCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Set<String> names = ConfiguredModules.in(context.getEnvironment()).keySet();
		ConditionMessage.Builder message = ConditionMessage.forCondition("DarkSwap modules");
		return names.isEmpty() ? ConditionOutcome.noMatch(message.because("no property names one"))
				: ConditionOutcome.match(message.because("properties name " + String.join(", ", names)));
	}

}
