package io.darkswap.wasm.commands;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Commands as bytes of a log. */
class CommandCodecTests {

	private static final UUID ID = new UUID(0x0123456789abcdefL, 0x8fedcba987654321L);

	private static final int SWEEP = CommandType.SWEEP.code();

	private final CommandDecoder decoder = new CommandDecoder();

	@Property
	void aCommandIsReadBackAsItWasWritten(@ForAll("commands") Command command) {
		assertThat(decode(command.type().code(), CommandEncoder.encode(command))).usingRecursiveComparison()
			.isEqualTo(command);
	}

	@Property(tries = 200)
	void aTruncatedCommandIsRefused(@ForAll("commands") Command command) {
		byte[] bytes = CommandEncoder.encode(command);
		for (int length = 0; length < bytes.length; length++) {
			assertRefused(command.type().code(), Arrays.copyOf(bytes, length));
		}
	}

	@Property(tries = 200)
	void aCommandWithOneMoreByteIsRefused(@ForAll("commands") Command command) {
		byte[] bytes = CommandEncoder.encode(command);
		assertRefused(command.type().code(), Arrays.copyOf(bytes, bytes.length + 1));
	}

	@Property
	void changedBytesAreAnotherCommandOrRefused(@ForAll("commands") Command command, @ForAll int place,
			@ForAll byte change) {
		byte[] bytes = CommandEncoder.encode(command);
		bytes[Math.floorMod(place, bytes.length)] ^= change;
		try {
			Command other = decode(command.type().code(), bytes);
			assertThat(CommandEncoder.encode(other)).isEqualTo(bytes);
		}
		catch (DarkSwapException ex) {
			assertThat(ex.code()).isEqualTo(ErrorCode.LOG_DAMAGED);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 7, 9, 18, Integer.MAX_VALUE })
	void anUnknownTypeIsRefused(int type) {
		assertRefused(type, CommandEncoder.encode(new Command.Sweep(1)));
	}

	@Test
	void aLaterVersionIsRefusedWithTheRemedy() {
		byte[] bytes = CommandEncoder.encode(new Command.Sweep(1));
		bytes[0]++;
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> decode(SWEEP, bytes))
			.withMessageContaining("version of its layout is 3")
			.withMessageContaining("Start the version that wrote it");
	}

	@Test
	void aCommandHasTheSameBytesInEveryVersion() {
		assertThat(CommandEncoder.encode(new Command.CancelOrder(ID, 5))).containsExactly(2, 0, 0, 0, 0, 0, 0, 0, 5, 0,
				0, 0, 0, 0, 0, 0, 0xef, 0xcd, 0xab, 0x89, 0x67, 0x45, 0x23, 0x01, 0x21, 0x43, 0x65, 0x87, 0xa9, 0xcb,
				0xed, 0x8f);
		assertThat(Arrays.stream(CommandType.values()).map(CommandType::code)).containsExactly(1, 2, 3, 4, 5, 6, 10, 11,
				12, 13, 14, 15, 16, 17);
	}

	@Test
	void anEngineChangeOfAFormerVersionNamesNoProposal() {
		EngineIdentity engine = new EngineIdentity("ab".repeat(32), 1, 2);
		byte[] used = CommandEncoder.encode(new Command.EngineChange(CommandType.USE_ENGINE, engine, 7));
		assertThat(used).startsWith(2, 0, 0, 0, 7, 0, 0, 0);
		used[4] = 0;
		assertThat(decode(CommandType.USE_ENGINE.code(), used))
			.isEqualTo(new Command.EngineChange(CommandType.USE_ENGINE, engine, Command.EngineChange.UNNUMBERED));
	}

	@Test
	void anIdentifiedCommandEndsWithItsIdentifier() {
		byte[] command = CommandEncoder.encode(new Command.CancelOrder(ID, 5));
		byte[] identified = CommandEncoder.encode(new Command.Identified(ID, new Command.CancelOrder(ID, 5)));
		command[1] = 2;
		assertThat(Arrays.copyOf(identified, command.length)).isEqualTo(command);
		assertThat(Arrays.copyOfRange(identified, command.length, identified.length))
			.isEqualTo(Arrays.copyOfRange(command, 16, 32));
	}

	@Test
	void aCommandIsShownInWords() {
		assertThat(new Command.CancelOrder(ID, 1_000_000)).hasToString("1970-01-01T00:00:01Z cancel order " + ID);
		assertThat(new Command.TakeBest(ID, TradingPair.of("BTC/RUNE:840000:3"), OrderSide.BUY, 150_000_000,
				2_000_000_000, Addresses.of("taker", "taker"), 0))
			.hasToString(
					"1970-01-01T00:00:00Z buy 1.50000000 BTC/RUNE:840000:3 at best, limit 20.00000000, first trade "
							+ ID + ", taker taker");
	}

	@Test
	void theHashKeyIsNotShown() {
		HashKey key = HashKey.random();
		assertThat(new Command.Begin(new BookSettings(BitcoinNetwork.REGTEST, new EngineIdentity("00".repeat(32), 1, 1),
				key, new BookLimits(1, 2, 3, 4, new ForeignLimits(5, 6, 7), 8)))
			.toString()).contains("REGTEST").doesNotContain("HashKey");
	}

	private Command decode(int type, byte[] bytes) {
		return this.decoder.decode(type, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
	}

	private void assertRefused(int type, byte[] bytes) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> decode(type, bytes))
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.LOG_DAMAGED);
	}

	@Provide
	Arbitrary<Command> commands() {
		return Arbitraries.oneOf(plainCommands(),
				Combinators.combine(ids(), plainCommands()).as(Command.Identified::new));
	}

	private static Arbitrary<Command> plainCommands() {
		Arbitrary<Long> numbers = Arbitraries.longs();
		Arbitrary<Long> times = Arbitraries.longs().greaterOrEqual(0);
		return Arbitraries.oneOf(settings().map(Command.Begin::new), limits().map(Command.Configure::new),
				addresses().map(Command.OwnAddress::new),
				engines().map((engine) -> new Command.EngineChange(CommandType.PROPOSE_ENGINE, engine, 0)),
				Combinators.combine(Arbitraries.of(CommandType.LACK_ENGINE, CommandType.USE_ENGINE), engines(),
						Arbitraries.integers().greaterOrEqual(0))
					.as(Command.EngineChange::new),
				orders(times).map(Command.CreateOrder::new),
				times.flatMap((now) -> orders(Arbitraries.just(now)).list()
					.ofMinSize(1)
					.ofMaxSize(5)
					.map((orders) -> new Command.CreateOrders(orders, now))),
				Combinators.combine(ids(), times).as(Command.CancelOrder::new),
				Combinators.combine(ids(), times).as(Command.EvictOrder::new),
				Combinators.combine(ids(), Arbitraries.of(true, false), times).as(Command.SettleTrade::new),
				Combinators.combine(ids(), ids(), numbers, addresses(), times).as(Command.TakeOrder::new),
				Combinators
					.combine(ids(), pairs(), Arbitraries.of(OrderSide.class), numbers, numbers, addresses(), times)
					.as(Command.TakeBest::new),
				times.map(Command.Sweep::new));
	}

	private static Arbitrary<BookSettings> settings() {
		return Combinators
			.combine(Arbitraries.of(BitcoinNetwork.class), engines(),
					Arbitraries.bytes().array(byte[].class).ofSize(HashKey.SIZE).map(HashKey::of), limits())
			.as(BookSettings::new);
	}

	private static Arbitrary<EngineIdentity> engines() {
		Arbitrary<byte[]> hashes = Arbitraries.bytes().array(byte[].class).ofSize(32);
		return Combinators.combine(hashes, Arbitraries.integers(), Arbitraries.longs())
			.as((hash, abi, state) -> new EngineIdentity(HexFormat.of().formatHex(hash), abi, state));
	}

	private static Arbitrary<BookLimits> limits() {
		Arbitrary<ForeignLimits> foreign = Combinators
			.combine(Arbitraries.integers(), Arbitraries.integers(), Arbitraries.longs())
			.as(ForeignLimits::new);
		return Combinators
			.combine(Arbitraries.longs(), Arbitraries.integers(), Arbitraries.integers(), Arbitraries.longs(), foreign,
					Arbitraries.integers())
			.as(BookLimits::new);
	}

	private static Arbitrary<OrderCommand> orders(Arbitrary<Long> times) {
		Arbitrary<Long> numbers = Arbitraries.longs();
		Arbitrary<byte[]> signatures = Arbitraries.bytes().array(byte[].class).ofSize(64).injectNull(0.5);
		Arbitrary<long[]> terms = Combinators.combine(numbers, numbers, numbers)
			.as((amount, price, expiry) -> new long[] { amount, price, expiry });
		return Combinators
			.combine(ids(), pairs(), Arbitraries.of(OrderSide.class), terms, addresses(), times, signatures,
					Arbitraries.of(true, false))
			.as((id, pair, side, term, maker, now, signature, imported) -> new OrderCommand(id, pair, side, term[0],
					term[1], maker, now, term[2], signature, imported));
	}

	private static Arbitrary<UUID> ids() {
		return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
	}

	private static Arbitrary<TradingPair> pairs() {
		return Combinators.combine(assets(), assets())
			.filter((base, quote) -> !base.equals(quote))
			.as(TradingPair::new);
	}

	private static Arbitrary<Asset> assets() {
		Arbitrary<String> ids = Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
			.as((block, transaction) -> Long.toUnsignedString(block) + ":" + Long.toUnsignedString(transaction));
		return Arbitraries.oneOf(Arbitraries.just(Asset.bitcoin()), ids.map(Asset::rune), ids.map(Asset::alkane));
	}

	private static Arbitrary<Address> addresses() {
		return Arbitraries.strings()
			.withCharRange('!', '~')
			.ofMinLength(1)
			.ofMaxLength(90)
			.map((text) -> Addresses.of(text, "address"));
	}

}
