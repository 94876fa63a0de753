package io.darkswap.wasm.test.desk;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.test.DarkSwapTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of which components of the application a {@link DarkSwapTest} finds.
 */
@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
class ComponentsOfDarkSwapTestTests {

	@Nested
	@DarkSwapTest
	class ByDefault {

		@Test
		void onlyCustomizersAreFound(@Autowired ApplicationContext context) {
			assertThat(context.getBeansOfType(ThreeInstances.class)).hasSize(1);
			assertThat(context.getBeansOfType(Desk.class)).isEmpty();
			assertThat(context.getBeansOfType(Ledger.class)).isEmpty();
		}

	}

	@Nested
	@DarkSwapTest(includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Desk.class))
	class WithIncludeFilter {

		@Test
		void whatItMatchesIsFound(@Autowired ApplicationContext context) {
			assertThat(context.getBeansOfType(Desk.class)).hasSize(1);
			assertThat(context.getBeansOfType(Ledger.class)).isEmpty();
		}

	}

	@Nested
	@DarkSwapTest(excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ThreeInstances.class))
	class WithExcludeFilter {

		@Test
		void whatItMatchesIsNotFound(@Autowired ApplicationContext context, @Autowired DarkSwapClient client) {
			assertThat(context.getBeansOfType(ThreeInstances.class)).isEmpty();
			assertThat(client.getSharedMemoryStatus().instances()).isEqualTo(2);
		}

	}

	@Nested
	@DarkSwapTest(useDefaultFilters = false)
	class WithoutDefaultFilters {

		@Test
		void nothingIsFound(@Autowired ApplicationContext context) {
			assertThat(context.getBeansOfType(ThreeInstances.class)).isEmpty();
		}

	}

	@Nested
	@DarkSwapTest(excludeAutoConfiguration = io.darkswap.wasm.autoconfigure.DarkSwapEventAutoConfiguration.class)
	class WithoutEvents {

		@Test
		void autoConfigurationThatIsExcludedDoesNotRun(@Autowired ApplicationContext context) {
			assertThat(context.containsBean("darkSwapEventPublisher")).isFalse();
			assertThat(context.getBeansOfType(SimpleAsyncTaskExecutorBuilder.class)).isEmpty();
		}

	}

}
