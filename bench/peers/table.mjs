// Prints how many times as many decisions the engine makes:
// `node table.mjs ENGINE.json PEERS.jsonl`.
import {readFileSync} from 'node:fs';

const [engineFile, peersFile] = process.argv.slice(2);
const engine = new Map();
// The spread of a counter that stays zero is printed as NaN, which is not JSON.
const report = JSON.parse(readFileSync(engineFile, 'utf8').replaceAll(/: NaN\b/g, ': null'));
for (const {name, aggregate_name: aggregate, real_time: time, time_unit: unit} of
         report.benchmarks) {
  const match = /^standard\/(\w+\/\d+)\/hit/.exec(name);
  if (match && aggregate === 'median') {
    engine.set(match[1], time * {ns: 1, us: 1e3, ms: 1e6}[unit]);
  }
}
const peers = readFileSync(peersFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

// What docs/performance.md promises, by peer and number of statements.
const goals = {
  'iam-simulate': {20: 1500, 1000: 5000},
  'cedar-wasm': {20: 800, 1000: 5000},
  'pbac': {20: 200, 1000: 5000},
};

const number = (value) => Math.round(value).toLocaleString('en-US');
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
row('case', 'peer', 'peer, ns', 'iamsim, ns', 'ratio', 'goal');
row('---', '---', '---:', '---:', '---:', '---:');
let missed = 0;
for (const {peer, case: name, ns} of peers) {
  const own = engine.get(name);
  if (own === undefined) throw new Error(`engine_bench has no standard/${name}/hit`);
  const goal = goals[peer]?.[name.split('/')[1]];
  if (goal && ns / own < goal) ++missed;
  row(name, peer, number(ns), own.toFixed(1), number(ns / own), goal ? number(goal) : '');
}
process.exitCode = missed ? 1 : 0;
