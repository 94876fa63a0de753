package io.darkswap.wasm.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.support.TaskUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapEventAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DarkSwapEventAutoConfigurationTests {

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DarkSwapClientAutoConfiguration.class, DarkSwapEventAutoConfiguration.class,
					DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class));

	private final ApplicationContextRunner listening = this.contextRunner.withBean(EventsListener.class);

	@Test
	void eventListenerReceivesEventsInOrder() {
		this.listening.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			Order order = createOrder(client);
			Trade trade = client.takeOrder(order.id(), new BigDecimal("0.2"));
			Trade completed = client.completeTrade(trade.id());
			client.cancelOrder(order.id());
			EventsListener listener = context.getBean(EventsListener.class);
			assertThat(listener.next()).isEqualTo(new DarkSwapEvent.OrderCreated(order, order.timestamp()));
			assertThat(listener.next()).isInstanceOfSatisfying(DarkSwapEvent.OrderMatched.class,
					(event) -> assertThat(event.order().remaining()).isEqualByComparingTo("0.3"));
			assertThat(listener.next()).isEqualTo(new DarkSwapEvent.TradeCreated(trade, trade.timestamp()));
			assertThat(listener.next()).isInstanceOfSatisfying(DarkSwapEvent.TradeCompleted.class,
					(event) -> assertThat(event.trade()).isEqualTo(completed));
			assertThat(listener.next()).isInstanceOfSatisfying(DarkSwapEvent.OrderCancelled.class,
					(event) -> assertThat(event.order()).isEqualTo(client.getOrder(order.id())));
		});
	}

	@Test
	void eventListenerOfOneKindReceivesThatKindOnly() {
		this.contextRunner.withBean(CancellationsListener.class).run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			Order order = createOrder(client);
			client.cancelOrder(order.id());
			CancellationsListener listener = context.getBean(CancellationsListener.class);
			assertThat(listener.next().order().id()).isEqualTo(order.id());
			assertThat(listener.received).isEmpty();
		});
	}

	@Test
	void asyncEventListenerReceivesEventsOnItsExecutor() {
		this.contextRunner.withUserConfiguration(AsyncConfiguration.class)
			.withBean(AsyncListener.class)
			.run((context) -> {
				createOrder(context.getBean(DarkSwapClient.class));
				assertThat(context.getBean(AsyncListener.class).next()).startsWith("task-");
			});
	}

	@Test
	void applicationListenerOfPayloadReceivesEvents() {
		this.contextRunner.withBean(PayloadListener.class).run((context) -> {
			Order order = createOrder(context.getBean(DarkSwapClient.class));
			assertThat(context.getBean(PayloadListener.class).next().getPayload().order()).isEqualTo(order);
		});
	}

	@Test
	void whenEventListenerThrowsThenNextEventIsPublished(CapturedOutput output) {
		this.contextRunner.withBean(ThrowingListener.class).run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			ThrowingListener listener = context.getBean(ThrowingListener.class);
			Order first = createOrder(client);
			Order second = createOrder(client);
			assertThat(listener.next().order()).isEqualTo(first);
			assertThat(listener.next().order()).isEqualTo(second);
			assertThat(output).contains("A listener failed on OrderCreated");
		});
	}

	@Test
	void whenEventListenerThrowsThenTradingContinues() {
		this.contextRunner.withBean(ThrowingListener.class).run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			Order order = createOrder(client);
			context.getBean(ThrowingListener.class).next();
			assertThat(client.getOrders(BTC, RUNE)).containsExactly(order);
		});
	}

	@Test
	void listeningDoesNotInitializeClient() {
		this.listening.run((context) -> {
			assertThat(context.getBean(DarkSwapEventPublisher.class).isRunning()).isTrue();
			assertThat(context.getBean(DarkSwapClient.class).getState()).isEqualTo(ClientState.NEW);
		});
	}

	@Test
	void whenThereIsNoListenerThenNoEventIsPublished() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(DarkSwapEventPublisher.class).isRunning()).isFalse());
	}

	@Test
	void allAutoConfigurationsTogetherRegisterNoListener() {
		new ApplicationContextRunner().withUserConfiguration(AllOfAutoConfiguration.class)
			.run((context) -> assertThat(context.getBean(DarkSwapEventPublisher.class).isRunning()).isFalse());
	}

	@Test
	void whenListenersAreForOtherEventsThenNoEventIsPublished() {
		this.contextRunner.withBean(OtherListener.class)
			.run((context) -> assertThat(context.getBean(DarkSwapEventPublisher.class).isRunning()).isFalse());
	}

	@Test
	void whenPublishingIsOnThenLateListenerReceivesEvents() {
		this.contextRunner.withPropertyValues("darkswap.wasm.publish-events=true").run((context) -> {
			PayloadListener listener = new PayloadListener();
			context.getSourceApplicationContext().addApplicationListener(listener);
			Order order = createOrder(context.getBean(DarkSwapClient.class));
			assertThat(listener.next().getPayload().order()).isEqualTo(order);
		});
	}

	@Test
	void whenPublishingIsOffThenNoEventIsPublished() {
		this.listening.withPropertyValues("darkswap.wasm.publish-events=false")
			.run((context) -> assertThat(context.getBean(DarkSwapEventPublisher.class).isRunning()).isFalse());
	}

	@Test
	void whenContextIsClosedThenListenersReceiveEarlierEvents() {
		this.contextRunner.withBean(BlockedListener.class).run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			BlockedListener listener = context.getBean(BlockedListener.class);
			List<DarkSwapEvent> created = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				Order order = createOrder(client);
				created.add(new DarkSwapEvent.OrderCreated(order, order.timestamp()));
			}
			Thread closing = new Thread(context::close);
			closing.start();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isWaitingOrHasEnded(closing));
			listener.release.countDown();
			closing.join();
			assertThat(listener.received).containsExactlyElementsOf(created);
		});
	}

	@Test
	void whenContextIsClosedThenAsyncListenersReceiveEventsIfTheirExecutorAwaitsTermination() {
		this.contextRunner.withUserConfiguration(EnableAsyncConfiguration.class)
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withPropertyValues("spring.task.execution.shutdown.await-termination=true",
					"spring.task.execution.shutdown.await-termination-period=30s")
			.withBean(BlockedListener.class)
			.withBean(AsyncListener.class)
			.run((context) -> {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				BlockedListener blocked = context.getBean(BlockedListener.class);
				AsyncListener listener = context.getBean(AsyncListener.class);
				createOrder(client);
				createOrder(client);
				Thread closing = new Thread(context::close);
				closing.start();
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isWaitingOrHasEnded(closing));
				blocked.release.countDown();
				closing.join();
				assertThat(List.of(listener.next(), listener.next())).allMatch((thread) -> thread.startsWith("task-"));
			});
	}

	@Test
	void whenListenersTakeTooLongThenContextIsClosedWithAWarning(CapturedOutput output) {
		this.contextRunner.withBean(BlockedListener.class)
			.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
			.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=1ms")
			.run((context) -> {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				BlockedListener listener = context.getBean(BlockedListener.class);
				createOrder(client);
				createOrder(client);
				context.close();
				assertThat(output).contains("spring.lifecycle.timeout-per-shutdown-phase");
				listener.release.countDown();
				listener.thread().join(TimeUnit.SECONDS.toMillis(30));
				assertThat(listener.received).hasSize(1);
			});
	}

	@Test
	void whenEngineIsPoisonedThenContextCloses() {
		this.listening.withPropertyValues("darkswap.wasm.url=" + FaultyEngine.URL).run((context) -> {
			FaultyEngine.poison(context.getBean(DarkSwapClient.class));
			DarkSwapEventPublisher publisher = context.getBean(DarkSwapEventPublisher.class);
			EventsListener listener = context.getBean(EventsListener.class);
			context.close();
			assertThat(publisher.isRunning()).isFalse();
			assertThat(listener.received).last().isInstanceOf(DarkSwapEvent.Error.class);
		});
	}

	@Test
	void whenEventListenerThrowsThenLaterListenersDoNotReceiveThatEvent() {
		this.throwingFirst().run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			createOrder(client);
			client.flushEvents().join();
			assertThat(context.getBean(ThrowingListener.class).received).hasSize(1);
			assertThat(context.getBean(LastListener.class).received).isEmpty();
		});
	}

	@Test
	void whenEventMulticasterHandlesErrorsThenListenersAfterOneThatThrowsReceiveThatEvent() {
		this.throwingFirst().withBean("applicationEventMulticaster", SimpleApplicationEventMulticaster.class, () -> {
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setErrorHandler(TaskUtils.LOG_AND_SUPPRESS_ERROR_HANDLER);
			return multicaster;
		}).run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			createOrder(client);
			client.flushEvents().join();
			assertThat(context.getBean(ThrowingListener.class).received).hasSize(1);
			assertThat(context.getBean(LastListener.class).received).hasSize(1);
		});
	}

	private ApplicationContextRunner throwingFirst() {
		return this.contextRunner.withBean(ThrowingListener.class).withBean(LastListener.class);
	}

	/** Waits in the closing of the context, or has finished it. */
	private static boolean isWaitingOrHasEnded(Thread thread) {
		return switch (thread.getState()) {
			case WAITING, TIMED_WAITING, TERMINATED -> true;
			default -> false;
		};
	}

	@Test
	void whenContextIsClosedThenDispatcherThreadEnds() {
		this.listening.run((context) -> {
			createOrder(context.getBean(DarkSwapClient.class));
			EventsListener listener = context.getBean(EventsListener.class);
			listener.next();
			context.close();
			listener.thread.join(TimeUnit.SECONDS.toMillis(30));
			assertThat(listener.thread.isAlive()).isFalse();
		});
	}

	@Test
	void whenContextIsStoppedThenListenerReceivesNoMoreEvents() {
		this.listening.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			EventsListener listener = context.getBean(EventsListener.class);
			context.getSourceApplicationContext().stop();
			createOrder(client);
			context.getSourceApplicationContext().start();
			Order later = createOrder(client);
			assertThat(listener.next()).isEqualTo(new DarkSwapEvent.OrderCreated(later, later.timestamp()));
		});
	}

	@Test
	void listenerOfAChildContextReceivesEachEventOnce() {
		this.listening.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			try (AnnotationConfigApplicationContext child = childOf(context)) {
				Order order = createOrder(client);
				client.cancelOrder(order.id());
				for (ApplicationContext each : List.of(context, child)) {
					EventsListener listener = each.getBean(EventsListener.class);
					assertThat(listener.next()).isInstanceOf(DarkSwapEvent.OrderCreated.class);
					assertThat(listener.next()).isInstanceOf(DarkSwapEvent.OrderCancelled.class);
				}
			}
			createOrder(client);
			assertThat(context.getBean(EventsListener.class).next()).isInstanceOf(DarkSwapEvent.OrderCreated.class);
		});
	}

	@Test
	void whenOnlyAChildContextListensThenItReceivesEvents() {
		this.contextRunner.run((context) -> {
			try (AnnotationConfigApplicationContext child = childOf(context)) {
				createOrder(context.getBean(DarkSwapClient.class));
				assertThat(child.getBean(EventsListener.class).next()).isInstanceOf(DarkSwapEvent.OrderCreated.class);
			}
		});
	}

	private static AnnotationConfigApplicationContext childOf(ApplicationContext parent) {
		AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
		child.setParent(parent);
		child.registerBean(EventsListener.class);
		child.refresh();
		return child;
	}

	@Test
	void backsOffWhenPublisherOfThatNameIsDefined() {
		this.contextRunner.withBean("darkSwapEventPublisher", Object.class, Object::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DarkSwapEventPublisher.class));
	}

	@Test
	void eventsOfEachClientArePublishedWithTheClientAsTheirSource() {
		this.contextRunner.withBean("one", DarkSwapClient.class, DarkSwapClient::new)
			.withBean("other", DarkSwapClient.class, DarkSwapClient::new)
			.withBean(PayloadListener.class)
			.run((context) -> {
				PayloadListener listener = context.getBean(PayloadListener.class);
				for (DarkSwapClient client : context.getBeansOfType(DarkSwapClient.class).values()) {
					Order order = createOrder(client);
					PayloadApplicationEvent<DarkSwapEvent.OrderCreated> published = listener.next();
					assertThat(published.getSource()).isSameAs(client);
					assertThat(published.getPayload().order()).isEqualTo(order);
				}
			});
	}

	@Test
	void everyKindOfEventCountsAsListenedTo() {
		assertThat(PublicationObserver.KINDS)
			.containsExactlyInAnyOrderElementsOf(records(DarkSwapEvent.class).toList());
	}

	private static Stream<Class<? extends DarkSwapEvent>> records(Class<? extends DarkSwapEvent> type) {
		return type.isRecord() ? Stream.of(type) : Stream.of(type.getPermittedSubclasses())
			.flatMap((permitted) -> records(permitted.asSubclass(DarkSwapEvent.class)));
	}

	private static Order createOrder(DarkSwapClient client) {
		return client.createOrder(BTC, RUNE, OrderSide.SELL, new BigDecimal("0.5"), new BigDecimal("120000"),
				client.getAddress(), Duration.ofHours(1));
	}

	/** Keeps the received events for the test. */
	abstract static class Listener<E> {

		final BlockingQueue<E> received = new LinkedBlockingQueue<>();

		E next() throws InterruptedException {
			E event = this.received.poll(30, TimeUnit.SECONDS);
			assertThat(event).isNotNull();
			return event;
		}

	}

	static class EventsListener extends Listener<DarkSwapEvent> {

		private volatile Thread thread;

		@EventListener
		void on(DarkSwapEvent event) {
			this.thread = Thread.currentThread();
			this.received.add(event);
		}

	}

	static class CancellationsListener extends Listener<DarkSwapEvent.OrderCancelled> {

		@EventListener
		void on(DarkSwapEvent.OrderCancelled event) {
			this.received.add(event);
		}

	}

	static class AsyncListener {

		private final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

		@Async
		@EventListener
		public void on(DarkSwapEvent.OrderCreated event) {
			this.threads.add(Thread.currentThread().getName());
		}

		public String next() throws InterruptedException {
			return this.threads.poll(30, TimeUnit.SECONDS);
		}

	}

	static class PayloadListener extends Listener<PayloadApplicationEvent<DarkSwapEvent.OrderCreated>>
			implements ApplicationListener<PayloadApplicationEvent<DarkSwapEvent.OrderCreated>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<DarkSwapEvent.OrderCreated> event) {
			this.received.add(event);
		}

	}

	static class ThrowingListener extends Listener<DarkSwapEvent.OrderCreated> {

		@EventListener
		@org.springframework.core.annotation.Order(0)
		void on(DarkSwapEvent.OrderCreated event) {
			this.received.add(event);
			throw new IllegalStateException("This listener always fails");
		}

	}

	/** Receives events after the other listeners. */
	static class LastListener extends Listener<DarkSwapEvent.OrderCreated> {

		@EventListener
		@org.springframework.core.annotation.Order
		void on(DarkSwapEvent.OrderCreated event) {
			this.received.add(event);
		}

	}

	/** Holds its first event until it is released. */
	static class BlockedListener extends Listener<DarkSwapEvent> {

		private final CountDownLatch release = new CountDownLatch(1);

		private final CompletableFuture<Thread> thread = new CompletableFuture<>();

		@EventListener
		void on(DarkSwapEvent event) throws InterruptedException {
			this.thread.complete(Thread.currentThread());
			this.release.await();
			this.received.add(event);
		}

		Thread thread() {
			return this.thread.join();
		}

	}

	static class OtherListener {

		@EventListener
		void on(List<Order> orders) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class EnableAsyncConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

		@Bean
		AsyncTaskExecutor applicationTaskExecutor() {
			return new SimpleAsyncTaskExecutor("task-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AllOfAutoConfiguration {

	}

}
