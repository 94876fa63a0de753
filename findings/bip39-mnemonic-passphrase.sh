#!/usr/bin/env bash
# Two BIP 39 libraries derive another wallet as soon as the passphrase holds an accent.
#
# Guess:   a phrase and its passphrase give one seed, with any library that implements BIP 39.
# Fact:    bip39-mnemonic and bip39-light hash the passphrase as it was typed. BIP 39 says NFKD first, as the other
#          three do. With "café" (one composed letter, what most keyboards send) the seeds differ. With "cafe" they
#          agree, so a test with an English passphrase passes.
# Cost:    the restored wallet is valid, and empty. Moving to another library loses sight of the coins.
# Version: bip39-mnemonic 2.5.0 and bip39-light 1.0.7, against bip39 3.1.0, @scure/bip39 2.4.0 and web-bip39 0.0.3.
# Source:  BIP 39, "From mnemonic to seed": mnemonic and passphrase in UTF-8 NFKD.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	bip39-mnemonic@2.5.0 bip39-light@1.0.7 bip39@3.1.0 @scure/bip39@2.4.0 web-bip39@0.0.3

cat >show.mjs <<'JS'
import bip39 from 'bip39';
import light from 'bip39-light';
import mnemonic from 'bip39-mnemonic';
import * as scure from '@scure/bip39';
import web from 'web-bip39';

const libraries = {
	'bip39': bip39.mnemonicToSeedSync,
	'@scure/bip39': scure.mnemonicToSeedSync,
	'web-bip39': web.mnemonicToSeed,
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

echo "bip39-mnemonic 2.5.0, bip39-light 1.0.7, bip39 3.1.0, @scure/bip39 2.4.0, web-bip39 0.0.3, node $(node --version)"
echo "guess: one seed for each passphrase"
seen=$(node show.mjs)
echo "$seen"

expected='passphrase 63 61 66 65
  seed 3629f68e...: bip39, @scure/bip39, web-bip39, bip39-mnemonic, bip39-light
passphrase 63 61 66 e9
  seed af8bbd25...: bip39, @scure/bip39, web-bip39
  seed 3f717496...: bip39-mnemonic, bip39-light
passphrase 63 61 66 65 301
  seed af8bbd25...: bip39, @scure/bip39, web-bip39, bip39-mnemonic, bip39-light'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
