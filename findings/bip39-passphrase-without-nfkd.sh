#!/usr/bin/env bash
# Four BIP 39 libraries of seven, both JVM ones among them, derive another wallet when the passphrase holds an accent.
#
# Guess:   a phrase and its passphrase give one seed, with any library that implements BIP 39.
# Fact:    bitcoinj, bitcoin-kmp, bip39-mnemonic and bip39-light hash the passphrase as it was typed. BIP 39 says NFKD
#          first, as the other three do. With "café" (one composed letter, what most keyboards send) the seeds differ.
#          With "cafe" they agree, so a test with an English passphrase passes. Nothing is thrown.
# Cost:    the restored wallet is valid, and empty: moving between a Java service and a browser wallet loses sight of
#          the coins. A caller of the four must normalise the passphrase itself.
# Version: bitcoinj-core 0.17.1, bitcoin-kmp-jvm 0.29.0, bip39-mnemonic 2.5.0 and bip39-light 1.0.7, against bip39
#          3.1.0, @scure/bip39 2.4.0 and web-bip39 0.0.3.
# Source:  BIP 39, "From mnemonic to seed": mnemonic and passphrase in UTF-8 NFKD.
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
			<groupId>org.bitcoinj</groupId>
			<artifactId>bitcoinj-core</artifactId>
			<version>0.17.1</version>
		</dependency>
		<dependency>
			<groupId>fr.acinq.bitcoin</groupId>
			<artifactId>bitcoin-kmp-jvm</artifactId>
			<version>0.29.0</version>
		</dependency>
		<dependency>
			<groupId>org.slf4j</groupId>
			<artifactId>slf4j-nop</artifactId>
			<version>2.0.17</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	bip39-mnemonic@2.5.0 bip39-light@1.0.7 bip39@3.1.0 @scure/bip39@2.4.0 web-bip39@0.0.3

cat >Java.java <<'JAVA'
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

class Java {

	public static void main(String[] args) {
		List<String> words = new ArrayList<>(Collections.nCopies(11, "abandon"));
		words.add("about");
		for (String passphrase : new String[] { "cafe", "caf\u00e9", "cafe\u0301" }) {
			System.out.println("bitcoinj " + hex(org.bitcoinj.crypto.MnemonicCode.toSeed(words, passphrase)));
			System.out.println("bitcoin-kmp " + hex(fr.acinq.bitcoin.MnemonicCode.toSeed(words, passphrase)));
		}
	}

	private static String hex(byte[] seed) {
		return HexFormat.of().formatHex(seed);
	}

}
JAVA
java -cp 'lib/*' Java.java >java.txt

cat >show.mjs <<'JS'
import { readFileSync } from 'node:fs';
import bip39 from 'bip39';
import light from 'bip39-light';
import mnemonic from 'bip39-mnemonic';
import * as scure from '@scure/bip39';
import web from 'web-bip39';

const java = readFileSync('java.txt', 'utf8').trim().split('\n').map((line) => line.split(' '));
const fromJava = () => Buffer.from(java.shift()[1], 'hex');
const libraries = {
	'bip39': bip39.mnemonicToSeedSync,
	'@scure/bip39': scure.mnemonicToSeedSync,
	'web-bip39': web.mnemonicToSeed,
	'bitcoinj': fromJava,
	'bitcoin-kmp': fromJava,
	'bip39-mnemonic': mnemonic.mnemonicToSeed,
	'bip39-light': light.mnemonicToSeed,
};
const phrase = 'abandon '.repeat(11) + 'about';
for (const passphrase of ['cafe', 'caf\u00e9', 'cafe\u0301']) {
	const bySeed = new Map();
	for (const [name, derive] of Object.entries(libraries)) {
		const seed = Buffer.from(await derive(phrase, passphrase)).toString('hex').slice(0, 8);
		bySeed.set(seed, [...(bySeed.get(seed) ?? []), name]);
	}
	const codePoints = [...passphrase].map((c) => c.codePointAt(0).toString(16)).join(' ');
	console.log(`passphrase ${codePoints}`);
	for (const [seed, names] of bySeed) console.log(`  seed ${seed}...: ${names.join(', ')}`);
}
JS

echo "bitcoinj-core 0.17.1, bitcoin-kmp-jvm 0.29.0, bip39-mnemonic 2.5.0, bip39-light 1.0.7, bip39 3.1.0, @scure/bip39 2.4.0,"
echo "web-bip39 0.0.3, node $(node --version), Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: one seed for each passphrase"
seen=$(node show.mjs)
echo "$seen"

expected='passphrase 63 61 66 65
  seed 3629f68e...: bip39, @scure/bip39, web-bip39, bitcoinj, bitcoin-kmp, bip39-mnemonic, bip39-light
passphrase 63 61 66 e9
  seed af8bbd25...: bip39, @scure/bip39, web-bip39
  seed 3f717496...: bitcoinj, bitcoin-kmp, bip39-mnemonic, bip39-light
passphrase 63 61 66 65 301
  seed af8bbd25...: bip39, @scure/bip39, web-bip39, bitcoinj, bitcoin-kmp, bip39-mnemonic, bip39-light'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
