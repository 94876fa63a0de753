package io.darkswap.wasm.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.darkswap.wasm.DarkSwapClient;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests the parts of an application that use the {@link DarkSwapClient}, without the rest
 * of the application. The loader, the wallet, the client and its events are configured
 * {@linkplain AutoConfigureTestDarkSwap for a test}. Of the application's components only
 * their customizers, connection details, sources of balances and call interceptors are
 * found. Add others with {@link org.springframework.context.annotation.Import @Import}.
 * <p>
 * For a test of the whole application use {@code @SpringBootTest} and
 * {@link AutoConfigureTestDarkSwap @AutoConfigureTestDarkSwap}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(DarkSwapTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(DarkSwapTypeExcludeFilter.class)
@AutoConfigureTestDarkSwap
@ImportAutoConfiguration
public @interface DarkSwapTest {

	/**
	 * Properties that are set before the test's context starts.
	 * @return the properties, each as {@code key=value}
	 */
	String[] properties() default {};

	/**
	 * Whether the components above are found. If false, no component of the application
	 * is found.
	 * @return whether they are found
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Additional components of the application that are found.
	 * @return filters that match them
	 */
	Filter[] includeFilters() default {};

	/**
	 * Components of the application that are excluded.
	 * @return filters that match them
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations that are excluded from the test.
	 * @return their classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
