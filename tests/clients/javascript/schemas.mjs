// Prints what the newest clients know of IAM and STS as JSON: operations, structures with members
// and their types, errors. scripts/refresh-model holds it against data/iam_sts_model.json.
import * as iam from 'newest-iam';
import * as sts from 'newest-sts';

// The first item of a schema tells what it is.
const LIST = 1, MAP = 2, STRUCTURE = 3, ERROR = -3, OPERATION = 9;
const SCALARS = {
  0: 'string', 1: 'integer', 2: 'boolean', 4: 'timestamp', 5: 'timestamp', 21: 'blob',
};

const resolve = (schema) => typeof schema === 'function' ? schema() : schema;

// A member's type: a scalar's, or kind and name of a shape.
function typeOf(given) {
  const schema = resolve(given);
  if (typeof schema === 'number') {
    if (schema >= 128) return {map: SCALARS[schema - 128] ?? 'string'};
    if (schema >= 64) return {list: SCALARS[schema - 64] ?? 'string'};
    return {scalar: SCALARS[schema] ?? 'string'};
  }
  if (!Array.isArray(schema)) return {scalar: 'string'};
  if (typeof schema[1] !== 'string') return typeOf(schema[0]);  // a type and its traits
  if (schema[0] === 0) return typeOf(schema[4]);
  if (schema[0] === LIST) return {list: typeOf(schema[4]), name: schema[2]};
  if (schema[0] === MAP) return {map: typeOf(schema[5]), name: schema[2]};
  return {structure: schema[2]};
}

function membersOf([, , , , names, schemas, required]) {
  const members = names.map((name, i) => [name, typeOf(schemas[i])]);
  return {members: Object.fromEntries(members), required: names.slice(0, required ?? 0)};
}

function read(client) {
  const found = {operations: {}, structures: {}, errors: {}};
  for (const [name, schema] of Object.entries(client)) {
    if (!name.endsWith('$') || !Array.isArray(schema)) continue;
    if (schema[0] === OPERATION) {
      found.operations[schema[2]] = {input: resolve(schema[4])[2], output: resolve(schema[5])[2]};
    } else if (schema[0] === STRUCTURE) {
      found.structures[schema[2]] = membersOf(schema);
    } else if (schema[0] === ERROR) {
      const traits = schema[3];
      found.errors[schema[2]] = {
        code: traits.awsQueryError?.[0] ?? schema[2],
        fault: traits.error === 'server' ? 'Receiver' : 'Sender',
        http: traits.httpError ?? 400,
      };
    }
  }
  return found;
}

console.log(JSON.stringify({iam: read(iam), sts: read(sts)}));
