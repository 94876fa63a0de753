package io.darkswap.wasm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A snapshot and the records after it make the same books as all records. */
@ParameterizedClass
@EnumSource(value = ClientKind.class, names = { "PLAIN", "SHARED_MEMORY" })
@Timeout(120)
class LogSnapshotTests {

	private static final String SNAPSHOT = ".snapshot";

	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	private final TestClock clock = new TestClock();

	private final List<DarkSwapClient> clients = new ArrayList<>();

	private final Wallet wallet = HdWallet.random(BitcoinNetwork.REGTEST);

	private final long seed = System.nanoTime();

	private final RandomTrading trading = new RandomTrading(this.seed, this.clock);

	@Parameter
	ClientKind kind;

	@TempDir
	Path temporary;

	private Path directory;

	private DarkSwapClient client;

	@BeforeEach
	void openClient() {
		System.out.printf("LogSnapshotTests seed %d%n", this.seed);
		this.directory = this.temporary.resolve("log");
		this.client = open(builder(this.directory));
	}

	@AfterEach
	void closeClients() {
		this.clients.forEach(DarkSwapClient::close);
	}

	@Test
	void aSnapshotAndTheRecordsAfterItEqualAllRecords() throws IOException {
		this.trading.run(this.client, 1000);
		long position = this.client.snapshot();
		this.trading.run(this.client, 500);
		BookView expected = BookView.of(this.client);
		long digest = ClientInvariants.digest(this.client);
		DarkSwapClient fromSnapshot = open(builder(copy("a")));
		assertThat(fromSnapshot.getLogStatus().orElseThrow().snapshot()).isEqualTo(position);
		assertThat(BookView.of(fromSnapshot)).isEqualTo(expected);
		assertThat(ClientInvariants.digest(fromSnapshot)).isEqualTo(digest);
		assertThat(ClientInvariants.firstBroken(fromSnapshot)).isZero();
		Path withoutSnapshot = copy("b");
		snapshots(withoutSnapshot).forEach(LogSnapshotTests::delete);
		DarkSwapClient fromRecords = open(builder(withoutSnapshot));
		assertThat(fromRecords.getLogStatus().orElseThrow().snapshot()).isZero();
		assertThat(BookView.of(fromRecords)).isEqualTo(expected);
		assertThat(ClientInvariants.digest(fromRecords)).isEqualTo(digest);
	}

	@Test
	void theBooksOfASnapshotContinue() throws IOException {
		for (int round = 0; round < 5; round++) {
			this.trading.run(this.client, 300);
			this.client.snapshot();
			this.trading.run(this.client, 100);
			BookView expected = BookView.of(this.client);
			this.client = open(builder(copy("round" + round)));
			this.directory = this.temporary.resolve("round" + round);
			assertThat(BookView.of(this.client)).as("seed %d", this.seed).isEqualTo(expected);
			assertThat(ClientInvariants.firstBroken(this.client)).isZero();
		}
	}

	@Test
	void anotherKindOfClientWithOtherInstancesAndPagesContinuesASnapshot() {
		this.trading.run(this.client, 1000);
		BookView expected = BookView.of(this.client);
		this.client.close();
		int instances = 1;
		for (ClientKind other : List.of(ClientKind.SHARED_MEMORY, ClientKind.PLAIN, ClientKind.SHARED_MEMORY)) {
			instances *= 2;
			this.client = open(builder(other, this.directory).instances(instances)
				.memory(new MemoryOptions(16 + instances, 256, true)));
			assertThat(BookView.of(this.client)).isEqualTo(expected);
			this.trading.run(this.client, 100);
			expected = BookView.of(this.client);
			this.client.close();
		}
	}

	@Test
	void aCleanCloseLeavesNothingToReplay() {
		this.trading.run(this.client, 100);
		this.client.close();
		this.client = open(builder(this.directory));
		LogStatus status = this.client.getLogStatus().orElseThrow();
		assertThat(status.snapshot()).isEqualTo(status.durable());
		assertThat(status.snapshotAt()).isPresent();
	}

	@Test
	void anotherBuildOfTheEngineContinuesTheBooksOfACleanStop() throws IOException {
		this.trading.run(this.client, 500);
		BookView expected = BookView.of(this.client);
		this.client.close();
		this.client = open(builder(this.directory).url(anotherBuild()));
		assertThat(BookView.of(this.client)).isEqualTo(expected);
		this.trading.run(this.client, 100);
		expected = BookView.of(this.client);
		this.client.close();
		this.client = open(builder(this.directory));
		assertThat(BookView.of(this.client)).isEqualTo(expected);
	}

	@Test
	void anotherBuildOfTheEngineIsRefusedWithoutACleanStop() throws IOException {
		this.trading.run(this.client, 100);
		this.client.snapshot();
		DarkSwapClient.Builder other = builder(copy("crashed")).url(anotherBuild());
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> open(other))
			.withMessageContaining("start the version before once and stop it cleanly")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.LOG_MISMATCH);
	}

	@Test
	void anotherBuildOfTheEngineThatReadsOtherBooksIsRefused() throws IOException {
		this.trading.run(this.client, 100);
		this.client.close();
		for (Path snapshot : snapshots(this.directory)) {
			flipDigest(snapshot);
		}
		DarkSwapClient.Builder other = builder(this.directory).url(anotherBuild());
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> open(other))
			.withMessageContaining("reads other books")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.LOG_MISMATCH);
	}

	@Test
	void usedIdsAndFormerWalletsAreInASnapshot() {
		Order own = this.client.createOrder(NewOrder.sell(PAIR).amount("1").price("1").expiresIn(Duration.ofHours(1)));
		SignedOrder signed = this.client.getSignedOrder(own.id());
		this.client.close();
		this.client = open(builder(this.directory)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST))));
		this.client.close();
		this.client = open(builder(this.directory)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST))));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.importOrder(signed))
			.withMessageContaining("this client's own");
	}

	@Test
	void aDamagedSnapshotIsReportedAndTheOneBeforeIsUsed() throws IOException {
		this.trading.run(this.client, 300);
		this.client.snapshot();
		this.trading.run(this.client, 300);
		long newest = this.client.snapshot();
		BookView expected = BookView.of(this.client);
		Path copy = copy("damaged");
		flipLastByte(snapshots(copy).stream()
			.filter((file) -> file.getFileName().toString().contains(String.valueOf(newest)))
			.findFirst()
			.orElseThrow());
		DarkSwapClient restored = open(builder(copy));
		LogStatus status = restored.getLogStatus().orElseThrow();
		assertThat(status.snapshot()).isLessThan(newest);
		assertThat(status.damage()).singleElement().asString().contains("checksum");
		assertThat(BookView.of(restored)).isEqualTo(expected);
	}

	@Test
	void snapshotsAreTakenAtTheIntervalWhileThreadsTrade() throws Exception {
		CompletableFuture<Long> third = new CompletableFuture<>();
		this.client.close();
		this.client = open(this.kind.builder()
			.config(config())
			.log(log(this.directory).withSnapshotInterval(Duration.ofMillis(5)).withListener(new LogListener() {

				private int taken;

				@Override
				public void snapshotWritten(long position, long bytes, long nanos) {
					this.taken++;
					if (this.taken == 3) {
						third.complete(position);
					}
				}

			})));
		ConcurrentLinkedQueue<UUID> acknowledged = new ConcurrentLinkedQueue<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			threads.add(new Thread(() -> {
				while (!third.isDone()) {
					acknowledged.add(this.client
						.createOrder(NewOrder.sell(PAIR).amount("1").price("1").expiresIn(Duration.ofHours(1)))
						.id());
					this.client.getBestBidAsk(PAIR);
				}
			}));
		}
		threads.forEach(Thread::start);
		long position = third.get(60, TimeUnit.SECONDS);
		for (Thread thread : threads) {
			thread.join();
		}
		DarkSwapClient restored = open(builder(copy("crashed")));
		assertThat(restored.getLogStatus().orElseThrow().snapshot()).isGreaterThanOrEqualTo(position);
		assertThat(restored.getOrders(PAIR)).extracting(Order::id).containsExactlyInAnyOrderElementsOf(acknowledged);
	}

	@Test
	void aClientWithoutALogTakesNoSnapshot() {
		try (DarkSwapClient other = this.kind.builder().build()) {
			other.initialize();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(other::snapshot)
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		}
	}

	private Path copy(String name) throws IOException {
		Path target = this.temporary.resolve(name);
		TestLogs.copy(this.directory, target);
		return target;
	}

	private DarkSwapClient.Builder builder(Path log) {
		return builder(this.kind, log);
	}

	private DarkSwapClient.Builder builder(ClientKind ofKind, Path log) {
		return ofKind.builder().clock(this.clock).config(config()).log(log(log));
	}

	private static LogOptions log(Path directory) {
		return LogOptions.of(new JournalOptions(directory, 1 << 20, Long.MAX_VALUE, FlushMode.OS))
			.withSnapshotInterval(Duration.ZERO);
	}

	private DarkSwapConfig config() {
		return new DarkSwapConfig(BitcoinNetwork.REGTEST, this.wallet, 10, 1000);
	}

	private DarkSwapClient open(DarkSwapClient.Builder builder) {
		DarkSwapClient opened = builder.build();
		this.clients.add(opened);
		opened.initialize();
		return opened;
	}

	private static List<Path> snapshots(Path log) throws IOException {
		try (Stream<Path> files = Files.list(log)) {
			return files.filter((file) -> file.getFileName().toString().endsWith(SNAPSHOT)).toList();
		}
	}

	/** Return the URL of the bundled engine with a section that means nothing. */
	private String anotherBuild() throws IOException {
		Path other = this.temporary.resolve("other.wasm");
		try (InputStream bundled = getClass().getResourceAsStream("/darkswap-wasm/darkswap_wasm_bg.wasm")) {
			Files.write(other, bundled.readAllBytes());
		}
		byte[] section = { 0, 6, 5, 'o', 't', 'h', 'e', 'r' };
		Files.write(other, section, StandardOpenOption.APPEND);
		return other.toUri().toString();
	}

	/** Change the digest in the header of the state, with valid checksums. */
	private static void flipDigest(Path snapshot) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(snapshot)).order(ByteOrder.LITTLE_ENDIAN);
		int header = 4096 + (int) bytes.getLong(32);
		bytes.put(header + 32, (byte) (bytes.get(header + 32) ^ 1));
		bytes.putInt(48, checksum(bytes.slice(header, bytes.getInt(40))));
		bytes.putInt(4092, checksum(bytes.slice(0, 4092)));
		Files.write(snapshot, bytes.array());
	}

	private static int checksum(ByteBuffer bytes) {
		CRC32C checksum = new CRC32C();
		checksum.update(bytes);
		return (int) checksum.getValue();
	}

	private static void flipLastByte(Path file) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		bytes[bytes.length - 1] ^= 1;
		Files.write(file, bytes);
	}

	private static void delete(Path file) {
		assertThat(file.toFile().delete()).isTrue();
	}

}
