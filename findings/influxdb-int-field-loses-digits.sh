#!/usr/bin/env bash
# InfluxDB's client writes the BigInt 9007199254740993 as ...992 into an integer field, and right into an unsigned one.
#
# Guess:   intField and uintField write the same digits for the same positive number, and refuse the same texts.
# Fact:    intField passes what is no number through parseInt: a BigInt or a text beyond 2^53 loses its last digits,
#          "1e3" is 1, "12abc" is 12, and the largest int64 is refused. -1.5 is -2, 1.5 is 1. uintField keeps all digits
#          and refuses "1e3".
# Cost:    order ids of 64 bits and amounts in the smallest unit are stored as a neighbour. Two ids become one, and a
#          volume of 1e3 is 1. Nothing is thrown.
# Version: @influxdata/influxdb-client 1.35.0.
# Source:  InfluxDB line protocol, "Integer": signed 64-bit integers, -9223372036854775808i to 9223372036854775807i; the
#          types of intField and uintField are the same, "number | any".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @influxdata/influxdb-client@1.35.0

cat >show.mjs <<'JS'
import { Point } from '@influxdata/influxdb-client';

for (const value of [9007199254740993n, '9007199254740993', 9223372036854775807n, '1e3', '12abc', 1.5, -1.5]) {
	console.log(`${typeof value} ${value}: ${field('intField', value)}, unsigned: ${field('uintField', value)}`);
}

function field(method, value) {
	try {
		return new Point('trade')[method]('id', value).fields.id;
	} catch {
		return 'refused';
	}
}
JS

echo "@influxdata/influxdb-client 1.35.0, node $(node --version)"
echo "guess: the same digits in both columns, or refused; -1.5 refused or -1"
seen=$(node show.mjs)
echo "$seen"

expected='bigint 9007199254740993: 9007199254740992i, unsigned: 9007199254740993u
string 9007199254740993: 9007199254740992i, unsigned: 9007199254740993u
bigint 9223372036854775807: refused, unsigned: 9223372036854775807u
string 1e3: 1i, unsigned: refused
string 12abc: 12i, unsigned: refused
number 1.5: 1i, unsigned: 1u
number -1.5: -2i, unsigned: refused'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
