/*
 * Peer (c) on the flows of OrderFlow.java and TradeFlow.java:
 *
 *   node bench.mjs engine.wasm orders | statistics
 *
 * prints one line of JSON for each measurement: its name and the nanoseconds of each repetition.
 */
import { Engine, TRADES, compile, newMemory } from './engine.mjs';

const SEED = 20261127n;
const MASK = (1n << 64n) - 1n;
const LOT = 100000n;
const MIDDLE = 1000000;
const BOOK = 1000;
const LEVELS = 100;
const LENGTH = 1 << 14;
const MAX_LOTS = 1000;
const STEPS = 100000;
const ASKS = 64;
/* How many calls are timed at once. */
const STATISTICS = 1000;
const MAKER = 'bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297';
const DAY = 24 * 60 * 60 * 1000;

function mix(value) {
  let z = ((value ^ (value >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

function generator(seed) {
  let state = seed;
  return (bound) => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK;
    return Number((mix(state) >> 33n) % BigInt(bound));
  };
}

function makeFlow() {
  const below = generator(SEED);
  return Array.from({ length: LENGTH }, () => {
    const side = below(2);
    const level = below(LEVELS);
    const ticks = side === 0 ? MIDDLE - 1 - level : MIDDLE + level;
    const lots = 1 + below(MAX_LOTS);
    return { side: side === 0 ? 'BUY' : 'SELL', price: (ticks / 100).toFixed(2), amount: (lots / 1000).toFixed(3),
      place: below(2147483647) % BOOK };
  });
}

function print(name, values) {
  console.log(JSON.stringify({ name, unit: 'ns/op', values }));
}

function orders(module) {
  const engine = new Engine(module, newMemory(8192), 1);
  engine.create(TRADES);
  const flow = makeFlow();
  const create = (step) => engine.createOrder(step.side, step.amount, step.price, MAKER, DAY);
  const book = flow.slice(0, BOOK).map((step) => create(step).id);
  let next = 0;
  const run = () => {
    const begun = process.hrtime.bigint();
    for (let i = 0; i < STEPS; i++) {
      const step = flow[next++ & (LENGTH - 1)];
      const order = create(step);
      engine.cancelOrder(book[step.place]);
      book[step.place] = order.id;
    }
    return Number(process.hrtime.bigint() - begun) / STEPS;
  };
  for (let i = 0; i < 4; i++) {
    run();
  }
  print('orders', Array.from({ length: 5 }, run));
}

function makeTrades(engine) {
  const below = generator(SEED);
  const asks = Array.from({ length: ASKS }, (_, ask) =>
    engine.createOrder('SELL', '10995.11627776', (10000 + ask / 100).toFixed(2), MAKER, DAY).id);
  for (let trade = 0; trade < TRADES; trade++) {
    const ask = below(ASKS);
    engine.takeOrder(mix(BigInt(trade + 1)), asks[ask], BigInt(1 + below(MAX_LOTS)) * LOT, MAKER);
  }
}

/* The nanoseconds of one of many calls. */
function time(engine) {
  const begun = process.hrtime.bigint();
  for (let call = 0; call < STATISTICS; call++) {
    if (engine.sumTrades() !== TRADES) {
      throw new Error('not all trades were seen');
    }
  }
  return Number(process.hrtime.bigint() - begun) / STATISTICS;
}

function statistics(module) {
  const engine = new Engine(module, newMemory(8192), 1);
  engine.create(TRADES);
  makeTrades(engine);
  for (let i = 0; i < 10; i++) {
    time(engine);
  }
  print('statistics', Array.from({ length: 20 }, () => time(engine)));
}

const [file, row] = process.argv.slice(2);
(row === 'statistics' ? statistics : orders)(compile(file));
