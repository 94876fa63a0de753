package io.darkswap.wasm.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.MailboxLayout;
import io.darkswap.wasm.engine.abi.OrderLayout;
import io.darkswap.wasm.engine.abi.RequestLayout;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.pool.InstancePool;

/**
 * Replays {@link RandomCommands} on an engine of its own, as {@code replay.mjs} does in
 * another WebAssembly engine, and returns the same digests.
 */
final class Replay {

	/**
	 * The offsets and lengths of the fields of an order in a batch that the host writes.
	 */
	private static final int[][] HOST_FIELDS = { { OrderLayout.ID_HIGH_OFFSET, 16 }, { OrderLayout.AMOUNT_OFFSET, 8 },
			{ OrderLayout.PRICE_OFFSET, 8 }, { OrderLayout.EXPIRES_AT_OFFSET, 8 }, { OrderLayout.MARKET_OFFSET, 4 },
			{ OrderLayout.SIDE_OFFSET, 1 }, { OrderLayout.MAKER_LENGTH_OFFSET, 1 }, { OrderLayout.MAKER_OFFSET, 96 } };

	private final ByteBuffer commands;

	private final Instance instance;

	private final Memory memory;

	private final int mailbox;

	private final MessageDigest answers = sha256();

	private Replay(ByteBuffer commands, Instance instance, Memory memory) {
		this.commands = commands;
		this.instance = instance;
		this.memory = memory;
		this.mailbox = (int) ask("darkswap_mailbox");
		memory.writeI32(this.mailbox + MailboxLayout.INSTANCE_OFFSET, 1);
	}

	/**
	 * Returns a digest of all answers, a digest of the engine's final memory, and the
	 * broken invariant, if any.
	 */
	static List<String> run(byte[] commands, boolean shared) {
		ByteBuffer buffer = ByteBuffer.wrap(commands).order(ByteOrder.LITTLE_ENDIAN);
		MemoryOptions options = new MemoryOptions(buffer.getInt(), buffer.getInt(), shared);
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
				LoadedModule module = loader.load(DarkSwapClient.BUNDLED_URL, options);
				InstancePool<Instance> pool = new InstancePool<>(module, 1, Duration.ofSeconds(5),
						(instance) -> instance);
				var lease = pool.borrow()) {
			return new Replay(buffer, lease.value(), lease.memory()).toEnd();
		}
	}

	private List<String> toEnd() {
		List<String> names = names();
		while (this.commands.hasRemaining()) {
			step(names.get(this.commands.getInt()));
		}
		return List.of("answers " + HexFormat.of().formatHex(this.answers.digest()),
				"digest " + Long.toHexString(ask("darkswap_digest")), "invariants " + ask("darkswap_check_invariants"));
	}

	private List<String> names() {
		List<String> names = new ArrayList<>();
		for (int left = this.commands.getInt(); left > 0; left--) {
			names.add(new String(take(this.commands.get()), StandardCharsets.US_ASCII));
		}
		return names;
	}

	private void step(String name) {
		this.memory.write(this.mailbox + MailboxLayout.REQUEST_OFFSET, take(RequestLayout.SIZE));
		this.memory.write(this.mailbox + MailboxLayout.SIGNATURE_OFFSET, take(EngineAbi.LIMIT_SIGNATURE_SIZE));
		this.instance.export(name).apply();
		int error = this.memory.readInt(this.mailbox + MailboxLayout.ERROR_OFFSET);
		this.answers.update(this.memory.readBytes(this.mailbox, MailboxLayout.SIZE));
		int records = this.commands.getInt();
		for (int index = 0; index < records; index++) {
			byte[] order = take(OrderLayout.SIZE);
			byte[] signature = take(EngineAbi.LIMIT_SIGNATURE_SIZE);
			if (error == 0) {
				writeRecord(index, order, signature);
			}
		}
	}

	private void writeRecord(int index, byte[] order, byte[] signature) {
		if (index >= this.memory.readInt(this.mailbox + MailboxLayout.LISTED_OFFSET)) {
			return;
		}
		int record = this.memory.readInt(this.mailbox + MailboxLayout.PAGE_OFFSET + index * Integer.BYTES);
		for (int[] field : HOST_FIELDS) {
			this.memory.write(record + field[0], order, field[0], field[1]);
		}
		int signatureRecord = this.memory.readInt(record + OrderLayout.SIGNATURE_OFFSET);
		if (signatureRecord != 0) {
			this.memory.write(signatureRecord, signature);
		}
	}

	private long ask(String name) {
		return this.instance.export(name).apply()[0];
	}

	private byte[] take(int length) {
		byte[] taken = new byte[length];
		this.commands.get(taken);
		return taken;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
