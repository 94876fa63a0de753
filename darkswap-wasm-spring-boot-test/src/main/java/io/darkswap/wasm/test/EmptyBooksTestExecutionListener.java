package io.darkswap.wasm.test;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Empties the clients' books before each method of a test with
 * {@link AutoConfigureTestDarkSwap @AutoConfigureTestDarkSwap}.
 */
final class EmptyBooksTestExecutionListener extends AbstractTestExecutionListener {

	/** Clients in other states have no books, or are mocks. */
	private static final Set<ClientState> WITH_BOOKS = EnumSet.of(ClientState.STARTED, ClientState.STOPPED,
			ClientState.POISONED);

	private static final int AFTER_DEPENDENCY_INJECTION = 2100;

	private static final int FLUSH_SECONDS = 30;

	@Override
	public int getOrder() {
		return AFTER_DEPENDENCY_INJECTION;
	}

	@Override
	public void beforeTestMethod(TestContext test) {
		if (TestContextAnnotationUtils.hasAnnotation(test.getTestClass(), AutoConfigureTestDarkSwap.class)) {
			emptyBooks(test.getApplicationContext());
		}
	}

	/**
	 * Empties the books of the existing clients; a later client starts with empty books.
	 */
	private static void emptyBooks(ApplicationContext context) {
		ConfigurableListableBeanFactory beans = ((ConfigurableApplicationContext) context).getBeanFactory();
		for (String name : beans.getBeanNamesForType(DarkSwapClient.class, false, false)) {
			if (beans.containsSingleton(name)) {
				DarkSwapClient client = beans.getBean(name, DarkSwapClient.class);
				if (WITH_BOOKS.contains(client.getState())) {
					restartWithEmptyBooks(client, beans.getBean(DarkSwapConfig.class));
				}
			}
		}
	}

	/**
	 * Publishes the events of earlier tests first, so that no listener receives them
	 * later.
	 */
	private static void restartWithEmptyBooks(DarkSwapClient client, DarkSwapConfig config) {
		try {
			client.flushEvents().orTimeout(FLUSH_SECONDS, TimeUnit.SECONDS).join();
		}
		catch (CompletionException ex) {
			throw new IllegalStateException(
					"A listener of DarkSwap's events has not returned from an event of an earlier test: let it return",
					ex);
		}
		client.create(config);
		client.start();
	}

}
