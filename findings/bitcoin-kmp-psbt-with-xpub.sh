#!/usr/bin/env bash
# bitcoin-kmp cannot read a PSBT that names an extended public key, and throws where its API returns an error.
#
# Guess:   Psbt.read returns Either: a transaction, or the reason why the bytes are no valid PSBT.
# Fact:    with a global xpub, which multisig coordinators and hardware wallets put into their PSBTs, it throws an
#          IllegalArgumentException ("public key is invalid"). The same bytes without that one entry are read. Two
#          other libraries read them with it. The keys are those of BIP 32's own test vectors.
# Cost:    a service that checks the Either answers a valid PSBT of a whole class of wallets with an internal error.
# Version: bitcoin-kmp-jvm 0.29.0, against @scure/btc-signer 2.4.1 and bitcoinjs-lib 7.0.5.
# Source:  BIP 174: PSBT_GLOBAL_XPUB (0x01) has the 78 bytes of the serialized key as its key data, and the fingerprint
#          and path as its value.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>fr.acinq.bitcoin</groupId>
			<artifactId>bitcoin-kmp-jvm</artifactId>
			<version>0.29.0</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	@scure/btc-signer@2.4.1 bitcoinjs-lib@7.0.5 @scure/base@2.4.0 @noble/hashes@2.0.1

cat >write.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';
import { Transaction } from '@scure/btc-signer';
import { Psbt } from 'bitcoinjs-lib';

const base58check = createBase58check(sha256);
const hex = (text) => Buffer.from(text, 'hex');
const entry = (key, value) =>
	Buffer.concat([Buffer.from([key.length]), key, Buffer.from([value.length]), value]);
const unsigned = hex('02000000' + '01' + '11'.repeat(32) + '00000000' + '00' + 'fdffffff'
	+ '01' + 'e803000000000000' + '160014' + '22'.repeat(20) + '00000000');

const keys = { // BIP 32, test vector 1: master and m/0H
	'no xpub': null,
	'xpub of m': ['xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8', ''],
	'xpub of m/0H': ['xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9xv5ski8PX9rL2dZXvgGDnw', '00000080'],
};
const lines = [];
for (const [name, key] of Object.entries(keys)) {
	const xpub = key === null ? [] : [entry(Buffer.concat([hex('01'), base58check.decode(key[0])]), hex('3442193e' + key[1]))];
	const psbt = Buffer.concat([hex('70736274ff'), entry(hex('00'), unsigned), ...xpub, hex('000000')]);
	const scure = Transaction.fromPSBT(psbt).outputsLength;
	const bitcoinjs = Psbt.fromBuffer(psbt).data.globalMap.globalXpub?.length ?? 0;
	lines.push(`${name}: scure reads ${scure} output, bitcoinjs-lib ${bitcoinjs} xpub|${psbt.toString('hex')}`);
}
writeFileSync('psbts.txt', lines.join('\n'));
JS
node write.mjs

cat >Show.java <<'JAVA'
import fr.acinq.bitcoin.psbt.Psbt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

class Show {

	public static void main(String[] args) throws Exception {
		for (String line : Files.readAllLines(Path.of("psbts.txt"))) {
			String[] parts = line.split("\\|");
			System.out.println(parts[0] + ", bitcoin-kmp " + read(HexFormat.of().parseHex(parts[1])));
		}
	}

	private static String read(byte[] psbt) {
		try {
			return Psbt.read(psbt).isRight() ? "reads it" : "returns an error";
		}
		catch (IllegalArgumentException ex) {
			return "throws: " + ex.getMessage();
		}
	}

}
JAVA

echo "bitcoin-kmp-jvm 0.29.0, @scure/btc-signer 2.4.1, bitcoinjs-lib 7.0.5, node $(node --version), Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: bitcoin-kmp reads all three"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='no xpub: scure reads 1 output, bitcoinjs-lib 0 xpub, bitcoin-kmp reads it
xpub of m: scure reads 1 output, bitcoinjs-lib 1 xpub, bitcoin-kmp throws: public key is invalid
xpub of m/0H: scure reads 1 output, bitcoinjs-lib 1 xpub, bitcoin-kmp throws: public key is invalid'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
