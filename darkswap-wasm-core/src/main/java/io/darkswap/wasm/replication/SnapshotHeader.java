package io.darkswap.wasm.replication;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.commands.CommandDecoder;
import io.darkswap.wasm.commands.CommandEncoder;
import io.darkswap.wasm.commands.CommandFormat;
import io.darkswap.wasm.commands.CommandType;
import io.darkswap.wasm.commands.DecodedNames;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.market.Markets;
import org.jspecify.annotations.Nullable;

/**
 * The header of a snapshot, beside the bytes of the memory. <pre>
 *   0   version of this layout, 4 bytes
 *   4   bytes of the layout of the image, 4 bytes
 *   8   time of the newest command
 *  16   number of addresses, 4 bytes
 *  20   number of markets, 4 bytes
 *  24   number of identified commands, 4 bytes
 *  28   flags: 1 the next field is a digest, 2 an engine was proposed, 4 a node lacks it; 4 bytes
 *  32   digest of what users can see of the books
 *  40   settings, as the command that begins a log (160 bytes)
 * 200   addresses of the client's wallets: for each its length, 1 byte, and its characters
 *       markets: for each its pair (40 bytes), number, and addresses of the summary and of the
 *       shown number (4 each)
 *       identified commands, oldest first: for each its id (16 bytes), the time at which it
 *       was applied, the number of its trades (4 bytes), and the name of the code of its
 *       refusal: the length (0 for none), 1 byte, and the characters
 *       layout of the image
 *       the engine that was proposed last (48 bytes), and the number of its proposal (4 bytes)
 * </pre>
 *
 * @param settings the settings in force
 * @param time the time of the newest command, microseconds since the epoch
 * @param ownAddresses the addresses of the client's wallets
 * @param markets the open markets
 * @param identified the newest identified commands, oldest first
 * @param digest the digest of what users can see of the books; only a clean close has the
 * time to compute it
 * @param layout the layout of the image
 * @param proposal the newest proposal of an engine, {@code null} if there was none
 */
record SnapshotHeader(BookSettings settings, long time, Set<String> ownAddresses, List<Markets.Opened> markets,
		Map<UUID, AppliedCommands.Answer> identified, OptionalLong digest, byte[] layout,
		@Nullable EngineProposal proposal) {

	private static final int VERSION = 3;

	private static final int LAYOUT_LENGTH = 4;

	private static final int TIME = 8;

	private static final int ADDRESSES = 16;

	private static final int MARKETS = 20;

	private static final int IDENTIFIED = 24;

	private static final int FLAGS = 28;

	private static final int HAS_DIGEST = 1;

	private static final int HAS_PROPOSAL = 2;

	private static final int LACKED = 4;

	private static final int DIGEST = 32;

	private static final int SETTINGS = 40;

	private static final int SIZE = SETTINGS + CommandFormat.BEGIN_SIZE;

	private static final int MARKET_SIZE = CommandFormat.PAIR_SIZE + 3 * Integer.BYTES;

	private static final int PROPOSAL_SIZE = CommandFormat.ENGINE_SIZE + Integer.BYTES;

	private static final int ANSWER_SIZE = CommandFormat.ID_SIZE + Long.BYTES + Integer.BYTES + 1;

	byte[] encode() {
		int addresses = this.ownAddresses.stream().mapToInt((address) -> 1 + address.length()).sum();
		ByteBuffer bytes = ByteBuffer
			.allocate(SIZE + addresses + this.markets.size() * MARKET_SIZE + answersSize() + this.layout.length
					+ ((this.proposal != null) ? PROPOSAL_SIZE : 0))
			.order(ByteOrder.LITTLE_ENDIAN);
		bytes.putInt(0, VERSION);
		bytes.putInt(LAYOUT_LENGTH, this.layout.length);
		bytes.putLong(TIME, this.time);
		bytes.putInt(ADDRESSES, this.ownAddresses.size());
		bytes.putInt(MARKETS, this.markets.size());
		bytes.putInt(IDENTIFIED, this.identified.size());
		bytes.putInt(FLAGS, flags());
		bytes.putLong(DIGEST, this.digest.orElse(0));
		bytes.put(SETTINGS, CommandEncoder.encode(new Command.Begin(this.settings)));
		bytes.position(SIZE);
		for (String address : this.ownAddresses) {
			byte[] ascii = Addresses.of(address, "address").ascii();
			bytes.put((byte) ascii.length).put(ascii);
		}
		for (Markets.Opened market : this.markets) {
			CommandEncoder.putPair(bytes, bytes.position(), market.pair());
			bytes.position(bytes.position() + CommandFormat.PAIR_SIZE);
			bytes.putInt(market.market().number())
				.putInt(market.market().summary())
				.putInt(market.market().shownNumber());
		}
		this.identified.forEach((id, answer) -> putAnswer(bytes, id, answer));
		bytes.put(this.layout);
		if (this.proposal != null) {
			CommandEncoder.putEngine(bytes, bytes.position(), this.proposal.engine());
			bytes.position(bytes.position() + CommandFormat.ENGINE_SIZE).putInt(this.proposal.number());
		}
		return bytes.array();
	}

	private int flags() {
		int flags = this.digest.isPresent() ? HAS_DIGEST : 0;
		if (this.proposal != null) {
			flags |= HAS_PROPOSAL | (this.proposal.lacked() ? LACKED : 0);
		}
		return flags;
	}

	private int answersSize() {
		return this.identified.values().stream().mapToInt((answer) -> ANSWER_SIZE + name(answer).length).sum();
	}

	private static void putAnswer(ByteBuffer bytes, UUID id, AppliedCommands.Answer answer) {
		bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
		bytes.putLong(answer.time()).putInt(answer.trades());
		byte[] name = name(answer);
		bytes.put((byte) name.length).put(name);
	}

	private static byte[] name(AppliedCommands.Answer answer) {
		ErrorCode refusal = answer.refusal();
		return (refusal != null) ? refusal.name().getBytes(StandardCharsets.US_ASCII) : new byte[0];
	}

	private static AppliedCommands.Answer answer(ByteBuffer bytes) {
		long time = bytes.getLong();
		int trades = bytes.getInt();
		byte[] name = new byte[Byte.toUnsignedInt(bytes.get())];
		bytes.get(name);
		return new AppliedCommands.Answer(time, trades,
				(name.length > 0) ? ErrorCode.valueOf(new String(name, StandardCharsets.US_ASCII)) : null);
	}

	/**
	 * Decode a header, whose checksum is valid.
	 * @throws io.darkswap.wasm.DarkSwapException with
	 * {@link io.darkswap.wasm.ErrorCode#LOG_DAMAGED} if it is not of this version
	 */
	static SnapshotHeader decode(byte[] header) {
		ByteBuffer bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
		if (header.length < SIZE || bytes.getInt(0) != VERSION) {
			throw CommandFormat.malformed("the header of its snapshot has another version");
		}
		CommandDecoder decoder = new CommandDecoder();
		Command.Begin begin = (Command.Begin) decoder.decode(CommandType.BEGIN.code(),
				bytes.slice(SETTINGS, CommandFormat.BEGIN_SIZE));
		DecodedNames names = new DecodedNames();
		bytes.position(SIZE);
		List<String> addresses = new ArrayList<>();
		for (int i = 0; i < bytes.getInt(ADDRESSES); i++) {
			int length = Byte.toUnsignedInt(bytes.get());
			addresses.add(names.address(bytes, bytes.position(), length).text());
			bytes.position(bytes.position() + length);
		}
		List<Markets.Opened> markets = new ArrayList<>();
		for (int i = 0; i < bytes.getInt(MARKETS); i++) {
			TradingPair pair = names.pair(bytes, bytes.position());
			bytes.position(bytes.position() + CommandFormat.PAIR_SIZE);
			markets.add(new Markets.Opened(pair, new Market(bytes.getInt(), bytes.getInt(), bytes.getInt())));
		}
		Map<UUID, AppliedCommands.Answer> identified = new LinkedHashMap<>();
		for (int i = 0; i < bytes.getInt(IDENTIFIED); i++) {
			identified.put(new UUID(bytes.getLong(), bytes.getLong()), answer(bytes));
		}
		byte[] layout = new byte[bytes.getInt(LAYOUT_LENGTH)];
		bytes.get(layout);
		int flags = bytes.getInt(FLAGS);
		return new SnapshotHeader(begin.settings(), bytes.getLong(TIME), Set.copyOf(addresses), markets, identified,
				((flags & HAS_DIGEST) != 0) ? OptionalLong.of(bytes.getLong(DIGEST)) : OptionalLong.empty(), layout,
				((flags & HAS_PROPOSAL) != 0) ? proposal(bytes, (flags & LACKED) != 0) : null);
	}

	private static EngineProposal proposal(ByteBuffer bytes, boolean lacked) {
		EngineIdentity engine = CommandDecoder.engine(bytes, bytes.position());
		bytes.position(bytes.position() + CommandFormat.ENGINE_SIZE);
		return new EngineProposal(engine, bytes.getInt(), lacked);
	}

}
