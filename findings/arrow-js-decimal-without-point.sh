#!/usr/bin/env bash
# Arrow's JavaScript shows decimals without their scale: 123.45 is 12345, in text, JSON and arithmetic.
#
# Guess:   a value of Decimal(10, 2) that holds 123.45 is written as 123.45.
# Fact:    the value's text, its number and the table's text are 12345; the scale stands in the column's type alone.
# Cost:    amounts in BTC (scale 8) come out of a table a hundred million times too large, and still look like satoshi.
# Version: apache-arrow 21.2.0
# Source:  the Arrow columnar format, Decimal: the value is the integer times 10 to the power of minus the scale.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact apache-arrow@21.2.0

cat >show.mjs <<'JS'
import { Decimal, makeBuilder, Table } from 'apache-arrow';

const builder = makeBuilder({ type: new Decimal(2, 10, 128) });
builder.append(new Uint32Array([12345, 0, 0, 0]));
const vector = builder.finish().toVector();
const text = String(vector.get(0)), number = Number(vector.get(0));
const row = new Table({ price: vector }).toString().replace(/\s+/g, ' ');
console.log('guess: 123.45 each time');
console.log(`seen:  text ${text}, number ${number}, table ${row}; type ${vector.type}, scale ${vector.type.scale}`);
process.exit(text === '12345' && number === 12345 && row.includes('"price": 12345') && vector.type.scale === 2 ? 0 : 1);
JS
echo "apache-arrow 21.2.0, Node $(node --version)"
node show.mjs
