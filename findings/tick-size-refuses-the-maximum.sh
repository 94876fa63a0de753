#!/usr/bin/env bash
# Three of six validators refuse 0.5 with a step of 0.00000001, a fourth refuses the number of all bitcoins.
#
# Guess:   multipleOf(0.00000001) accepts every amount in whole satoshi.
# Fact:    valibot and TypeBox 0.34 divide doubles and want a remainder of exactly zero: 1, 0.5 and 0.12345678 are no
#          multiples of 0.00000001. class-validator accepts 1 and hardly another. TypeBox 1 allows a small error
#          and still refuses 20999999.9769, the number of all bitcoins. zod and joi accept all five.
# Cost:    valid orders are refused. Tests with whole numbers, or with 1.5 and 0.5, pass.
# Version: zod 4.6.7, joi 18.3.2, valibot 1.5.0, class-validator 0.15.1, @sinclair/typebox 0.34.52, typebox 1.4.3.
# Source:  JSON Schema 2020-12, multipleOf: valid "only if division by this keyword's value results in an integer".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact zod@4.6.7 joi@18.3.2 valibot@1.5.0 \
	class-validator@0.15.1 @sinclair/typebox@0.34.52 typebox@1.4.3

cat >show.mjs <<'JS'
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { isDivisibleBy } from 'class-validator';
import Joi from 'joi';
import { Type as Type1 } from 'typebox';
import { Value as Value1 } from 'typebox/value';
import * as v from 'valibot';
import { z } from 'zod';

const validators = {
	zod: (amount, step) => z.number().multipleOf(step).safeParse(amount).success,
	joi: (amount, step) => !Joi.number().multiple(step).validate(amount).error,
	valibot: (amount, step) => v.safeParse(v.pipe(v.number(), v.multipleOf(step)), amount).success,
	'class-validator': (amount, step) => isDivisibleBy(amount, step),
	'@sinclair/typebox': (amount, step) => Value.Check(Type.Number({ multipleOf: step }), amount),
	typebox: (amount, step) => Value1.Check(Type1.Number({ multipleOf: step }), amount),
};
const amounts = [[0.3, 0.1], [1, 0.00000001], [0.5, 0.00000001], [0.12345678, 0.00000001], [20999999.9769, 0.00000001]];
for (const [name, accepts] of Object.entries(validators)) {
	console.log(`${name} refuses: `
		+ `${amounts.filter(([amount, step]) => !accepts(amount, step)).map((pair) => pair.join(' by ')).join(', ') || '-'}`);
}
JS

echo "zod 4.6.7, joi 18.3.2, valibot 1.5.0, class-validator 0.15.1, TypeBox 0.34.52 and 1.4.3, node $(node --version)"
echo "guess: nothing is refused"
seen=$(node show.mjs)
echo "$seen"

expected='zod refuses: -
joi refuses: -
valibot refuses: 0.3 by 0.1, 1 by 1e-8, 0.5 by 1e-8, 0.12345678 by 1e-8, 20999999.9769 by 1e-8
class-validator refuses: 0.3 by 0.1, 0.5 by 1e-8, 0.12345678 by 1e-8, 20999999.9769 by 1e-8
@sinclair/typebox refuses: 0.3 by 0.1, 1 by 1e-8, 0.5 by 1e-8, 0.12345678 by 1e-8, 20999999.9769 by 1e-8
typebox refuses: 20999999.9769 by 1e-8'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
