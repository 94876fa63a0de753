package io.darkswap.sample.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.Interaction;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Drives the operating system's Chromium, headless. It reaches this machine only.
 */
final class Browser implements AutoCloseable {

	/** Other work on the machine may delay a page by several seconds. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** Collects violations of the content security policy from the start of the page. */
	private static final String VIOLATIONS = """
			window.violations = [];
			addEventListener('securitypolicyviolation', (event) =>
				window.violations.push(event.violatedDirective + ' ' + event.blockedURI));""";

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	/** Starts Chromium, or skips the test if it is not installed. */
	static Browser start() {
		Optional<File> chromium = installed("chromium");
		Optional<File> chromedriver = installed("chromedriver");
		if (chromium.isEmpty() || chromedriver.isEmpty()) {
			return abort("Skipped: install chromium and chromium-driver to test the pages in a browser");
		}
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium.get());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars",
				"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost");
		options.setCapability("goog:loggingPrefs", logging);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.get())
			.build();
		Browser browser = new Browser(new ChromeDriver(service, options));
		browser.prepareWindow();
		return browser;
	}

	private void prepareWindow() {
		beforeEachPage(VIOLATIONS);
		size(1440, 1000);
	}

	/** Runs a script in this window before the scripts of each page that it opens. */
	void beforeEachPage(String script) {
		this.driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
	}

	/** Opens another window and continues in it. */
	String newWindow() {
		this.driver.switchTo().newWindow(WindowType.WINDOW);
		prepareWindow();
		return this.driver.getWindowHandle();
	}

	void continueIn(String window) {
		this.driver.switchTo().window(window);
	}

	private static Optional<File> installed(String program) {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((folder) -> new File(folder, program))
			.filter(File::canExecute)
			.findFirst();
	}

	ChromeDriver driver() {
		return this.driver;
	}

	/** Connects to the developer tools of the only window, or of the worker of all. */
	DevTools tools(String type) throws IOException, InterruptedException {
		Map<?, ?> options = (Map<?, ?>) this.driver.getCapabilities().getCapability("goog:chromeOptions");
		return DevTools.of((String) options.get("debuggerAddress"), type);
	}

	void size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	void prefer(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
	}

	void open(int port, String path) {
		this.driver.get("http://127.0.0.1:" + port + path);
		await("#connection[data-state=live]");
	}

	WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	String text(String selector) {
		return find(selector).getText();
	}

	/** Clicks an element, which the page may replace or cover for a moment. */
	void click(String selector) {
		wait((found) -> {
			found.findElement(By.cssSelector(selector)).click();
			return true;
		}, "Clicking " + selector);
	}

	void doubleClick(String selector) {
		new Actions(this.driver).doubleClick(find(selector)).perform();
	}

	/** Moves fingers over the screen at one height, each from one position to another. */
	void touch(double y, double[]... moves) {
		List<Sequence> fingers = new ArrayList<>();
		for (double[] move : moves) {
			PointerInput finger = new PointerInput(PointerInput.Kind.TOUCH, "finger " + fingers.size());
			fingers.add(new Sequence(finger, 0).addAction(to(finger, Duration.ZERO, move[0], y))
				.addAction(finger.createPointerDown(0))
				.addAction(to(finger, Duration.ofMillis(200), move[1], y))
				.addAction(finger.createPointerUp(0)));
		}
		this.driver.perform(fingers);
	}

	private static Interaction to(PointerInput finger, Duration duration, double x, double y) {
		return finger.createPointerMove(duration, PointerInput.Origin.viewport(), (int) Math.round(x),
				(int) Math.round(y));
	}

	/** Replaces the text of a field. */
	void type(String selector, String text) {
		WebElement field = find(selector);
		field.clear();
		field.sendKeys(text);
	}

	WebElement await(String selector) {
		return wait((found) -> found.findElements(By.cssSelector(selector)).stream().findFirst().orElse(null),
				"Waiting for " + selector);
	}

	void awaitText(String selector, String text) {
		wait((found) -> found.findElements(By.cssSelector(selector))
			.stream()
			.anyMatch((element) -> element.getText().contains(text)) ? true : null,
				"Waiting for '" + text + "' in " + selector);
	}

	void awaitNone(String selector) {
		wait((found) -> found.findElements(By.cssSelector(selector)).isEmpty() ? true : null,
				"Waiting until nothing matches " + selector);
	}

	private <T> T wait(Function<WebDriver, T> condition, String message) {
		return new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(20)).withMessage(message)
			.ignoring(StaleElementReferenceException.class, ElementClickInterceptedException.class)
			.until(condition);
	}

	Object run(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	/** Runs a script that passes its result to its last argument. */
	Object runAsync(String script) {
		return this.driver.executeAsyncScript(script);
	}

	/**
	 * Asserts that no error is logged, no request is blocked by the policy, and nothing
	 * is fetched from another host.
	 */
	void assertQuiet(int port) {
		assertThat(this.driver.manage().logs().get(LogType.BROWSER).getAll())
			.filteredOn((entry) -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
			.extracting(LogEntry::getMessage)
			.isEmpty();
		assertThat((List<?>) run("return window.violations")).isEmpty();
		@SuppressWarnings("unchecked")
		List<String> fetched = (List<String>) run(
				"return performance.getEntriesByType('resource').map((entry) => entry.name)");
		assertThat(fetched).isNotEmpty().allMatch((url) -> url.startsWith("http://127.0.0.1:" + port + "/"));
	}

	void clearLog() {
		this.driver.manage().logs().get(LogType.BROWSER);
	}

	void screenshot(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
