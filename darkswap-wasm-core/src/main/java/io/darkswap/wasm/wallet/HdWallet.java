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
 * It holds only that key, as 32 bytes. Factory methods erase the arrays that they are
 * given, even when they fail, and the seed. {@link #close()} erases the key, which only
 * {@link #sign} needs. Safe for use by many threads at once.
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
	 * Creates a native segwit wallet with a random key. No other copy of the key exists:
	 * the funds of its address are lost when the wallet is closed or the process ends.
	 * @param network the network its address is for
	 * @return the wallet
	 */
	public static HdWallet random(BitcoinNetwork network) {
		return random(Account.of(network));
	}

	/**
	 * Creates a wallet with a random key. No other copy of the key exists: the funds of
	 * its address are lost when the wallet is closed or the process ends.
	 * @param account the network, kind of address and path
	 * @return the wallet
	 */
	public static HdWallet random(Account account) {
		byte[] seed = new byte[SEED_SIZE];
		new SecureRandom().nextBytes(seed);
		return fromSeed(seed, account);
	}

	/**
	 * Creates a wallet for the first native segwit address of a mnemonic without a
	 * passphrase (BIP39, BIP84).
	 * @param mnemonic 12, 15, 18, 21 or 24 English words, separated by white space;
	 * erased
	 * @param network the network its address is for
	 * @return the wallet
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} when the mnemonic
	 * is not BIP39
	 */
	public static HdWallet fromMnemonic(char[] mnemonic, BitcoinNetwork network) {
		return fromMnemonic(mnemonic, new char[0], Account.of(network));
	}

	/**
	 * Creates a wallet for any address of a mnemonic (BIP39).
	 * @param mnemonic 12, 15, 18, 21 or 24 English words, separated by white space;
	 * erased
	 * @param passphrase its passphrase, empty for none; erased
	 * @param account the key and the kind of its address
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
	 * Creates a wallet for the native segwit address of one private key.
	 * @param wif the key in the wallet import format, for a compressed public key; erased
	 * @param network the network its address is for, which the key must name
	 * @return the wallet
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} when it is not such
	 * a key
	 */
	public static HdWallet fromWif(char[] wif, BitcoinNetwork network) {
		return fromWif(wif, network, AccountType.NATIVE_SEGWIT);
	}

	/**
	 * Creates a wallet for the address of one private key.
	 * @param wif the key in the wallet import format, for a compressed public key; erased
	 * @param network the network its address is for, which the key must name
	 * @param type the kind of address; for taproot the key is the internal key of BIP86
	 * @return the wallet
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} when it is not such
	 * a key
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
	 * Erases the key, after the signatures in progress. The address and the network stay
	 * available.
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
