package io.darkswap.wasm.wallet;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * A wallet over one key: derived from a BIP39 mnemonic, taken from WIF, or random.
 * <p>
 * It holds that key alone, as 32 bytes; mnemonic, passphrase and seed are gone when the
 * factory method returns. Factory methods erase the arrays they are given, also when they
 * fail. Closing erases the key: only {@link #sign} needs it. Safe for use by many threads
 * at once.
 */
public final class HdWallet implements Wallet, AutoCloseable {

	private static final int KEY_SIZE = 32;

	private static final int SEED_SIZE = 64;

	private final ReadWriteLock lock = new ReentrantReadWriteLock();

	private final SecureRandom random = new SecureRandom();

	private final BitcoinNetwork network;

	private final AccountType type;

	private final String address;

	private final byte[] key;

	private boolean closed;

	private HdWallet(BitcoinNetwork network, AccountType type, byte[] privateKey) {
		this.network = network;
		this.type = type;
		this.key = type.outputKey(privateKey);
		this.address = type.address(this.key, NetworkParameters.of(network).addressPrefix());
	}

	/**
	 * A new native segwit wallet. Its key is nowhere else: what it owns is lost when it
	 * is closed or the process ends.
	 * @param network the network its address is for
	 * @return the wallet
	 */
	public static HdWallet random(BitcoinNetwork network) {
		return random(Account.of(network));
	}

	/**
	 * A new wallet. Its key is nowhere else: what it owns is lost when it is closed or
	 * the process ends.
	 * @param account its network and kind of address
	 * @return the wallet
	 */
	public static HdWallet random(Account account) {
		byte[] seed = new byte[SEED_SIZE];
		new SecureRandom().nextBytes(seed);
		return fromSeed(seed, account);
	}

	/**
	 * The first native segwit address of a mnemonic without a passphrase (BIP39, BIP84).
	 * @param mnemonic 12, 15, 18, 21 or 24 English words, separated by white space;
	 * erased
	 * @param network the network its address is for
	 * @return the wallet
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} when it is not
	 * BIP39
	 */
	public static HdWallet fromMnemonic(char[] mnemonic, BitcoinNetwork network) {
		return fromMnemonic(mnemonic, new char[0], Account.of(network));
	}

	/**
	 * Any address of a mnemonic (BIP39).
	 * @param mnemonic 12, 15, 18, 21 or 24 English words, separated by white space;
	 * erased
	 * @param passphrase its passphrase, empty for none; erased
	 * @param account which key, shown as which address
	 * @return the wallet
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} when the mnemonic
	 * is not BIP39, or the passphrase holds a lone surrogate
	 */
	public static HdWallet fromMnemonic(char[] mnemonic, char[] passphrase, Account account) {
		try (Mnemonic words = new Mnemonic(mnemonic)) {
			return fromSeed(words.toSeed(passphrase), account);
		}
		finally {
			Arrays.fill(mnemonic, '\0');
			Arrays.fill(passphrase, '\0');
		}
	}

	/**
	 * The native segwit address of one private key.
	 * @param wif the key in the wallet import format, for a compressed public key; erased
	 * @param network the network its address is for, which the key must name
	 * @return the wallet
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} when it is no such
	 * key
	 */
	public static HdWallet fromWif(char[] wif, BitcoinNetwork network) {
		return fromWif(wif, network, AccountType.NATIVE_SEGWIT);
	}

	/**
	 * The address of one private key.
	 * @param wif the key in the wallet import format, for a compressed public key; erased
	 * @param network the network its address is for, which the key must name
	 * @param type the kind of address; for taproot the key is the internal one, as BIP86
	 * has it
	 * @return the wallet
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} when it is no such
	 * key
	 */
	public static HdWallet fromWif(char[] wif, BitcoinNetwork network, AccountType type) {
		try {
			return fromPrivateKey(Wif.decode(wif, network), network, type);
		}
		finally {
			Arrays.fill(wif, '\0');
		}
	}

	private static HdWallet fromSeed(byte[] seed, Account account) {
		try {
			byte[] privateKey = KeyDerivation.derive(seed, account.steps());
			return fromPrivateKey(privateKey, account.network(), account.type());
		}
		finally {
			Arrays.fill(seed, (byte) 0);
		}
	}

	private static HdWallet fromPrivateKey(byte[] privateKey, BitcoinNetwork network, AccountType type) {
		try {
			return new HdWallet(network, type, privateKey);
		}
		finally {
			Arrays.fill(privateKey, (byte) 0);
		}
	}

	@Override
	public String address() {
		return this.address;
	}

	@Override
	public BitcoinNetwork network() {
		return this.network;
	}

	@Override
	public byte[] sign(byte[] hash32) {
		if (hash32.length != KEY_SIZE) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"%d bytes cannot be signed: sign their 32-byte hash".formatted(hash32.length));
		}
		byte[] auxiliary = new byte[KEY_SIZE];
		this.random.nextBytes(auxiliary);
		this.lock.readLock().lock();
		try {
			if (this.closed) {
				throw new DarkSwapException(ErrorCode.WALLET_INVALID,
						"The wallet is closed and its key erased: make another");
			}
			return this.type.sign(hash32, this.key, auxiliary);
		}
		finally {
			this.lock.readLock().unlock();
		}
	}

	/**
	 * Erases the key, once the signatures under way are done. Address and network stay.
	 */
	@Override
	public void close() {
		this.lock.writeLock().lock();
		try {
			this.closed = true;
			Arrays.fill(this.key, (byte) 0);
		}
		finally {
			this.lock.writeLock().unlock();
		}
	}

	@Override
	public String toString() {
		return "HdWallet[%s, %s]".formatted(this.network, this.address);
	}

}
