#!/usr/bin/env bash
# hdkey reads m/84h/0h/0h as m/84/0/0: other keys, without an error.
#
# Guess:   a hardened step is written 84' or 84h, and a library reads both or refuses one.
# Fact:    hdkey reads the number and drops the h, so the three steps are not hardened. @scure/bip32 and bip32 refuse
#          the h. bitcoin-kmp reads h and ', and bitcoinj reads neither: it wants the capital H, that bitcoin-kmp
#          refuses. No spelling of a hardened path is read by all five.
# Cost:    a path copied from a descriptor gives an account that no other wallet finds from the same words.
# Version: hdkey 2.1.0, @scure/bip32 2.4.0, bip32 5.0.1, bitcoinj-core 0.17.1, bitcoin-kmp-jvm 0.29.0.
# Source:  BIP 380: a hardened step ends in h, H or '. BIP 32 itself writes H.
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
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact hdkey@2.1.0 @scure/bip32@2.4.0 bip32@5.0.1 \
	tiny-secp256k1@2.2.4

cat >show.mjs <<'JS'
import { HDKey as ScureKey } from '@scure/bip32';
import { BIP32Factory } from 'bip32';
import HDKey from 'hdkey';
import * as ecc from 'tiny-secp256k1';

const seed = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const libraries = {
	hdkey: (path) => HDKey.fromMasterSeed(seed).derive(path).publicKey,
	'@scure/bip32': (path) => ScureKey.fromMasterSeed(seed).derive(path).publicKey,
	bip32: (path) => BIP32Factory(ecc).fromSeed(seed).derivePath(path).publicKey,
};
for (const path of ['m/84\'/0\'/0\'', 'm/84h/0h/0h', 'm/84H/0H/0H', 'm/84/0/0']) {
	for (const [name, derive] of Object.entries(libraries)) {
		try {
			console.log(`${path} ${name}: key ${Buffer.from(derive(path)).toString('hex').slice(0, 12)}`);
		} catch (e) {
			console.log(`${path} ${name}: refused`);
		}
	}
}
JS

cat >Show.java <<'JAVA'
import fr.acinq.bitcoin.KeyPath;
import java.util.function.Function;
import org.bitcoinj.crypto.HDPath;

class Show {

	public static void main(String[] args) {
		for (String path : new String[] { "m/84'/0'/0'", "m/84h/0h/0h", "m/84H/0H/0H" }) {
			show(path + " bitcoinj", HDPath::parsePath, path);
			show(path + " bitcoin-kmp", KeyPath::new, path);
		}
	}

	private static void show(String name, Function<String, Object> parse, String path) {
		try {
			System.out.println(name + ": path " + parse.apply(path));
		}
		catch (RuntimeException ex) {
			System.out.println(name + ": refused");
		}
	}

}
JAVA

echo "node $(node --version), Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: h, H and ' give one key, m/84/0/0 another"
seen=$(node show.mjs && java -cp 'lib/*' Show.java)
echo "$seen"

expected=$(cat <<'TEXT'
m/84'/0'/0' hdkey: key 03db2bd5f387
m/84'/0'/0' @scure/bip32: key 03db2bd5f387
m/84'/0'/0' bip32: key 03db2bd5f387
m/84h/0h/0h hdkey: key 03fa659e532c
m/84h/0h/0h @scure/bip32: refused
m/84h/0h/0h bip32: refused
m/84H/0H/0H hdkey: key 03fa659e532c
m/84H/0H/0H @scure/bip32: refused
m/84H/0H/0H bip32: refused
m/84/0/0 hdkey: key 03fa659e532c
m/84/0/0 @scure/bip32: key 03fa659e532c
m/84/0/0 bip32: key 03fa659e532c
m/84'/0'/0' bitcoinj: refused
m/84'/0'/0' bitcoin-kmp: path m/84'/0'/0'
m/84h/0h/0h bitcoinj: refused
m/84h/0h/0h bitcoin-kmp: path m/84'/0'/0'
m/84H/0H/0H bitcoinj: path m/84H/0H/0H
m/84H/0H/0H bitcoin-kmp: refused
TEXT
)
diff <(echo "$expected") <(echo "$seen")
echo "still so"
