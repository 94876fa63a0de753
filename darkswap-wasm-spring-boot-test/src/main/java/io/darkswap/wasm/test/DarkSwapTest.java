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
 * A test of what an application does with the {@link DarkSwapClient}, and nothing else of
 * the application: the loader, the wallet, the client and its events are configured,
 * {@linkplain AutoConfigureTestDarkSwap as suits a test}. Of the application's components
 * only the customizers of these, connection details and sources of balances are found;
 * others are brought in with
 * {@link org.springframework.context.annotation.Import @Import}.
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
	 * Whether components of the application are found as described above. If not, none
	 * are.
	 * @return whether they are
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Components of the application that are found in addition.
	 * @return filters that match them
	 */
	Filter[] includeFilters() default {};

	/**
	 * Components of the application that are not found although they would be.
	 * @return filters that match them
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations that do not belong to the test.
	 * @return their classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
