package io.darkswap.wasm.concurrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The desks of a cluster, numbered from 0. While one is killed, its callers wait until it
 * is started again. Thread-safe; one thread kills and pauses.
 */
final class DeskCluster implements AutoCloseable {

	private final List<CompletableFuture<DeskProcess>> desks = new CopyOnWriteArrayList<>();

	private final Set<Integer> failing = ConcurrentHashMap.newKeySet();

	/** Start desks at the same time, and wait until they run. */
	static DeskCluster start(Path folder, int desks, String brokers, String topic, int partitions, int replicas,
			Duration callTimeout) {
		DeskCluster cluster = new DeskCluster();
		for (int i = 0; i < desks; i++) {
			Path directory = folder.resolve("desk" + i).resolve("log");
			cluster.desks.add(CompletableFuture.supplyAsync(() -> started(
					() -> DeskProcess.start(directory, brokers, topic, partitions, replicas, callTimeout))));
		}
		try {
			cluster.desks.forEach(CompletableFuture::join);
			return cluster;
		}
		catch (RuntimeException ex) {
			cluster.close();
			throw ex;
		}
	}

	private static DeskProcess started(Start start) {
		try {
			return start.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return the number of desks. */
	int size() {
		return this.desks.size();
	}

	/** Return a desk, after it is started. */
	DeskProcess desk(int number) {
		return this.desks.get(number).join();
	}

	/** Return the desk after another one, or that one while it would not answer. */
	DeskProcess after(int number) {
		int next = (number + 1) % size();
		return desk(this.failing.contains(next) ? number : next);
	}

	/** Run a command that changes nothing until a desk answers it. */
	Object ask(int pair, Command command) {
		Object answer = NoAnswer.NO_ANSWER;
		for (int i = 0; answer == NoAnswer.NO_ANSWER; i++) {
			answer = desk(i % size()).call(pair, command);
		}
		return answer;
	}

	/** Kill a desk, and start it again after a task. */
	void kill(int number, Runnable meanwhile) throws Exception {
		DeskProcess killed = desk(number);
		CompletableFuture<DeskProcess> next = new CompletableFuture<>();
		this.failing.add(number);
		this.desks.set(number, next);
		killed.kill();
		try {
			meanwhile.run();
			next.complete(killed.startAgain());
		}
		finally {
			// Its callers do not wait for a desk that does not start
			this.failing.remove(number);
			next.completeExceptionally(new IllegalStateException("Desk %d is not started again".formatted(number)));
		}
	}

	/** Pause a desk during a task. */
	void pause(int number, Runnable meanwhile) throws Exception {
		DeskProcess paused = desk(number);
		this.failing.add(number);
		paused.pause();
		try {
			meanwhile.run();
		}
		finally {
			paused.resume();
			this.failing.remove(number);
		}
	}

	/** Return what a function makes of the books of each desk. */
	<T> List<T> ofEach(Function<Desk.Books, T> part) {
		List<T> parts = new ArrayList<>();
		for (int i = 0; i < size(); i++) {
			parts.add(part.apply(desk(i).books()));
		}
		return parts;
	}

	@Override
	public void close() {
		for (CompletableFuture<DeskProcess> desk : this.desks) {
			desk.thenAccept((process) -> started(() -> {
				process.close();
				return process;
			}));
		}
	}

	/** Starts a desk. */
	private interface Start {

		DeskProcess run() throws IOException;

	}

}
