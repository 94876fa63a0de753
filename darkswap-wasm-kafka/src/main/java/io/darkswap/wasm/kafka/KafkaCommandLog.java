package io.darkswap.wasm.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.ReadConsistency;
import io.darkswap.wasm.log.RecordApplier;
import io.darkswap.wasm.log.RecordConsumer;
import io.darkswap.wasm.log.RetainedRecords;
import io.darkswap.wasm.log.SnapshotStore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command log on one partition of a topic. The position of a record is its offset and
 * 1. One thread applies the records of all nodes, and answers the callers of this one:
 *
 * <pre>
 *  callers --send--&gt; topic --poll--&gt; apply --answer--&gt; callers of this node
 *                      ^
 *  other nodes --------+
 * </pre>
 *
 * No node is special. A record that is missing, or that continues another log, stops this
 * node for good.
 */
final class KafkaCommandLog implements CommandLog {

	private static final Logger logger = LoggerFactory.getLogger(KafkaCommandLog.class);

	/** Tasks wake the thread, so this bounds nothing but the age of the lag. */
	private static final Duration LONGEST_POLL = Duration.ofMillis(500);

	/** Practically unlimited, and milliseconds in 32 bits. */
	private static final Duration LONGEST_CALL = Duration.ofDays(1);

	private final KafkaShard shard;

	private final KafkaLogOptions options;

	private final Duration callTimeout;

	private final NodeDirectory directory;

	private final KafkaClients clients;

	private final Admin admin;

	private final LogTopic topic;

	private final UUID topicId;

	private final RecordReader reader;

	private final RecordSender sender;

	private final SnapshotStore snapshots;

	private final LogListener listener;

	private final DamageReports damage = new DamageReports();

	private final RecordCheck check;

	private final RestTasks tasks = new RestTasks();

	/** The newest record that is known to be durable. */
	private final AtomicLong durable = new AtomicLong();

	private final AppliedPosition applied = new AppliedPosition();

	private final AtomicReference<@Nullable DarkSwapException> failure = new AtomicReference<>();

	/** Compares the books with those of other nodes; {@code null} if nodes do not. */
	private final @Nullable Agreement agreement;

	/** The thread that applies records, once the log is started. */
	private volatile @Nullable Thread thread;

	private volatile boolean ending;

	private boolean closed;

	private KafkaCommandLog(KafkaShard shard, Duration callTimeout, NodeDirectory directory, KafkaClients clients,
			Admin admin, LogTopic topic, UUID topicId, long newest, boolean compares, LogListener listener) {
		this.shard = shard;
		this.options = shard.options();
		this.callTimeout = callTimeout;
		this.directory = directory;
		this.clients = clients;
		this.admin = admin;
		this.topic = topic;
		this.topicId = topicId;
		this.listener = listener;
		this.durable.set(newest);
		this.check = new RecordCheck(this.options, topic, topicId, this.damage);
		this.snapshots = SnapshotStore.of(new TopicRecords(), shard.directory(), topicId, listener);
		this.reader = new RecordReader(clients.consumer("applier"), topic.partition());
		Producer<byte[], byte[]> producer = clients.producer();
		this.sender = new RecordSender(producer, shard, topicId, callTimeout, this::noteDurable);
		this.agreement = compares ? new Agreement(clients.consumer("digests"), producer, topic.digestPartition(),
				topicId, directory.nodeId(), this::differs) : null;
	}

	/**
	 * Open the log.
	 * @throws DarkSwapException as {@link KafkaLogOptions#open} does
	 */
	static KafkaCommandLog open(KafkaShard shard, LogListener listener, Duration longestCall) {
		Duration callTimeout = (longestCall.compareTo(LONGEST_CALL) < 0) ? longestCall : LONGEST_CALL;
		KafkaLogOptions options = shard.options();
		NodeDirectory directory = NodeDirectory.lock(shard.directory());
		Admin admin = null;
		try {
			KafkaClients clients = new KafkaClients(shard, callTimeout);
			admin = clients.admin();
			LogTopic topic = new LogTopic(admin, shard, callTimeout);
			UUID topicId = topic.prepare();
			directory.requireTopic(options.topic(), shard.described(topicId));
			boolean compares = options.digestInterval() > 0 && topic.prepareDigests();
			return new KafkaCommandLog(shard, callTimeout, directory, clients, admin, topic, topicId,
					topic.newestPosition(), compares, LogListener.safe(listener));
		}
		catch (KafkaException ex) {
			abandon(directory, admin);
			throw KafkaFailures.unreachable(options.topic(), rootCause(ex));
		}
		catch (RuntimeException | Error ex) {
			abandon(directory, admin);
			throw ex;
		}
	}

	private static void abandon(NodeDirectory directory, @Nullable Admin admin) {
		if (admin != null) {
			admin.close(Duration.ZERO);
		}
		directory.close();
	}

	private static Throwable rootCause(Throwable failure) {
		Throwable cause = failure.getCause();
		return (cause != null) ? rootCause(cause) : failure;
	}

	@Override
	public void start(long from, RecordApplier applier) {
		requireRecordsAfter(from - 1);
		this.applied.advance(from - 1);
		this.reader.seekBehind(from - 1);
		long newest = this.durable.get();
		long deadline = System.nanoTime() + this.callTimeout.toNanos();
		while (this.applied.get() < newest) {
			if (applyNext(applier) > 0) {
				deadline = System.nanoTime() + this.callTimeout.toNanos();
			}
			else if (System.nanoTime() - deadline > 0) {
				this.reader.requireNoGap();
				throw KafkaFailures.unreachable(this.options.topic(), null);
			}
		}
		Thread applying = new Thread(() -> run(applier), this.shard.named("darkswap-kafka-applier"));
		applying.setDaemon(true);
		this.thread = applying;
		applying.start();
	}

	private void run(RecordApplier applier) {
		try {
			while (!this.ending && this.failure.get() == null) {
				this.tasks.run(this.applied.get());
				applyNext(applier);
			}
		}
		catch (RuntimeException | Error ex) {
			stop(ex);
		}
		DarkSwapException stopped = this.failure.get();
		this.tasks.end((stopped != null) ? stopped : KafkaFailures.closed());
		this.applied.wake();
	}

	/**
	 * Apply the next records.
	 * @return their number
	 */
	private int applyNext(RecordApplier applier) {
		List<ConsumerRecord<byte[], byte[]>> records = readNext();
		if (!records.isEmpty()) {
			// Only what the brokers have replicated is read, so it is durable before it
			// is applied, and before its sender is acknowledged.
			noteDurable(records.get(records.size() - 1).offset() + 1);
		}
		for (ConsumerRecord<byte[], byte[]> record : records) {
			apply(record, applier);
		}
		this.reader.newestPosition().ifPresent(this::noteDurable);
		return records.size();
	}

	private List<ConsumerRecord<byte[], byte[]>> readNext() {
		try {
			return this.reader.read(LONGEST_POLL);
		}
		catch (DarkSwapException ex) {
			throw this.topic.isReplaced(this.topicId)
					? KafkaFailures.replacedTopic(this.options.topic(), this.applied.get() + 1) : ex;
		}
	}

	private void apply(ConsumerRecord<byte[], byte[]> record, RecordApplier applier) {
		long position = record.offset() + 1;
		byte[] frame = record.value();
		if (this.check.isCommand(frame, position)) {
			PendingAppend waiting = this.sender.waiting(frame, record.timestamp());
			ByteBuffer payload = RecordFrame.payload(frame, record.timestamp());
			applier.apply(position, RecordFrame.type(frame), payload, (waiting != null) ? waiting.context() : null);
			this.applied.advance(position);
			if (waiting != null) {
				this.sender.applied(frame, waiting, position);
			}
			publishDigest(position, applier);
		}
		else {
			this.applied.advance(position);
		}
	}

	private void noteDurable(long position) {
		this.durable.accumulateAndGet(position, Math::max);
	}

	/** Stop for good: the first reason counts. Any thread may. */
	private void stop(Throwable cause) {
		DarkSwapException reason = (cause instanceof DarkSwapException ex && ex.code().name().startsWith("LOG_")) ? ex
				: KafkaFailures.stopped(this.options.topic(), cause);
		if (this.failure.compareAndSet(null, reason)) {
			logger.error("{}", reason.getMessage(), cause);
			this.sender.refuseAll(reason);
			this.reader.wake();
			this.applied.wake();
		}
	}

	private void publishDigest(long position, RecordApplier applier) {
		Agreement comparing = this.agreement;
		if (comparing == null || position % this.options.digestInterval() != 0) {
			return;
		}
		try {
			applier.digest()
				.ifPresent((digest) -> comparing.publish(position, digest, applier.programSha256().orElse("")));
		}
		catch (RuntimeException ex) {
			logger.warn("The books after record {} were not compared: {}", position, ex.getMessage());
		}
	}

	private void differs(PublishedDigests.Difference difference) {
		if (difference.isMinority()) {
			stop(KafkaFailures.minority(difference));
		}
		else {
			this.damage.add(difference + ": compare the versions of the nodes");
		}
	}

	@Override
	public long append(int type, byte[] payload, @Nullable Object context) {
		requireRunning();
		long began = System.nanoTime();
		long position = this.sender.append(type, payload, context);
		try {
			this.listener.recordAppended(System.nanoTime() - began);
		}
		catch (StackOverflowError | OutOfMemoryError ex) {
			// The record is applied, and there is no room to log it, either.
		}
		return position;
	}

	/**
	 * The brokers append a repeated send once; its identifier proves that to the books.
	 */
	@Override
	public boolean mayRepeat() {
		return true;
	}

	@Override
	public boolean isApplying() {
		return Thread.currentThread() == this.thread;
	}

	private void requireRunning() {
		if (this.thread == null || this.ending) {
			throw KafkaFailures.closed();
		}
		DarkSwapException stopped = this.failure.get();
		if (stopped != null) {
			throw KafkaFailures.again(stopped);
		}
	}

	@Override
	public void atRest(LongConsumer task) {
		requireRunning();
		this.tasks.runAndWait(task, this.reader::wake);
	}

	@Override
	public void catchUp() {
		if (this.options.read() == ReadConsistency.LINEARIZABLE) {
			reachEnd();
		}
	}

	@Override
	public void reachEnd() {
		requireRunning();
		long deadline = System.nanoTime() + this.callTimeout.toNanos();
		long newest;
		try {
			newest = this.topic.newestPosition();
		}
		catch (DarkSwapException ex) {
			throw KafkaFailures.timedOut(this.options.topic(), this.callTimeout, ex);
		}
		noteDurable(newest);
		if (!this.applied.await(newest, deadline, () -> this.failure.get() != null || this.ending)) {
			requireRunning();
			throw KafkaFailures.timedOut(this.options.topic(), this.callTimeout, null);
		}
	}

	@Override
	public void read(long from, long to, RecordConsumer consumer) {
		long deadline = System.nanoTime() + this.callTimeout.toNanos();
		try (RecordReader again = new RecordReader(this.clients.consumer("reader"), this.topic.partition())) {
			again.seekBehind(from - 1);
			long read = from - 1;
			while (read < to) {
				for (ConsumerRecord<byte[], byte[]> record : again.read(LONGEST_POLL)) {
					read = record.offset() + 1;
					byte[] frame = record.value();
					if (read <= to && this.check.isCommand(frame, read)) {
						consumer.accept(read, RecordFrame.type(frame), RecordFrame.payload(frame, record.timestamp()));
					}
					deadline = System.nanoTime() + this.callTimeout.toNanos();
				}
				if (System.nanoTime() - deadline > 0) {
					throw KafkaFailures.unreachable(this.options.topic(), null);
				}
			}
		}
	}

	private void requireRecordsAfter(long position) {
		long first = this.topic.firstPosition();
		long newest = this.topic.newestPosition();
		if (first > position + 1) {
			throw KafkaFailures.begunLater(this.options.topic(), position + 1, first);
		}
		if (newest < position) {
			throw KafkaFailures.endsBefore(this.options.topic(), newest, position);
		}
	}

	@Override
	public SnapshotStore snapshots() {
		return this.snapshots;
	}

	@Override
	public List<String> damage() {
		return this.damage.all();
	}

	@Override
	public Optional<DarkSwapException> failure() {
		return Optional.ofNullable(this.failure.get());
	}

	@Override
	public long durablePosition() {
		return this.durable.get();
	}

	@Override
	public long appliedPosition() {
		return this.applied.get();
	}

	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		try {
			this.sender.close();
			this.ending = true;
			this.reader.wake();
			joinApplier();
		}
		finally {
			if (this.agreement != null) {
				this.agreement.close();
			}
			this.reader.close();
			this.admin.close(Duration.ZERO);
			this.directory.close();
		}
	}

	private void joinApplier() {
		Thread applying = this.thread;
		boolean interrupted = false;
		while (applying != null && applying.isAlive()) {
			try {
				applying.join();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/** The records, as the snapshots use them. */
	private final class TopicRecords implements RetainedRecords {

		@Override
		public long firstPosition() {
			return KafkaCommandLog.this.topic.firstPosition();
		}

		@Override
		public void requireRecordsAfter(long position) {
			KafkaCommandLog.this.requireRecordsAfter(position);
		}

		/** A consumer receives durable records alone. */
		@Override
		public void force() {
		}

		/** Other nodes may need them. */
		@Override
		public void deleteBefore(long position) {
		}

		@Override
		public void report(String found) {
			KafkaCommandLog.this.damage.add(found);
		}

	}

}
