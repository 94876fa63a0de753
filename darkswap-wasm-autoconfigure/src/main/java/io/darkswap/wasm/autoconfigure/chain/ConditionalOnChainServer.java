package io.darkswap.wasm.autoconfigure.chain;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches if the URL of a server is set, to any text: a wrong one is refused when the
 * source is created.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnChainServerCondition.class)
@interface ConditionalOnChainServer {

	/** The names of the servers; the URL of one suffices. */
	String[] value();

}
