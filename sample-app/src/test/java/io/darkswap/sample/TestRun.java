package io.darkswap.sample;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs a test class that was compiled into a folder.
 */
final class TestRun {

	private TestRun() {
	}

	static TestExecutionSummary of(String className, Path classes) throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { url(classes) }, before)) {
			thread.setContextClassLoader(loader);
			SummaryGeneratingListener listener = new SummaryGeneratingListener();
			LauncherFactory.create()
				.execute(LauncherDiscoveryRequestBuilder.request()
					.selectors(DiscoverySelectors.selectClass(loader.loadClass(className)))
					.build(), listener);
			return listener.getSummary();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	static List<Throwable> failures(TestExecutionSummary summary) {
		return summary.getFailures().stream().map(TestExecutionSummary.Failure::getException).toList();
	}

	private static URL url(Path folder) throws MalformedURLException {
		return folder.toUri().toURL();
	}

}
