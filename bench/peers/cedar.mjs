// @cedar-policy/cedar-wasm: each statement of the workload as one Cedar policy, the set preparsed.
//
// Actions and resources written in full go into Cedar's scope (`action in […]`, `resource == …`),
// patterns into `like` on texts in the context; conditions compare the context. The trust policy
// becomes a `forbid … unless`, so that one call decides both sides.
import {preparsePolicySet, statefulIsAuthorized} from '@cedar-policy/cedar-wasm/nodejs';
import {measureAll} from './measure.mjs';

const list = (value) => Array.isArray(value) ? value : [value];
const quote = (text) => JSON.stringify(text);
const isPattern = (text) => /[*?]/.test(text);
const attribute = (key) => `context[${quote(key)}]`;

// Values of one key: any may match, or for negated operators none; an absent key as in IAM.
function test(key, values, negated, compare) {
  const any = list(values).map(compare).join(' || ');
  const present = `context has ${quote(key)}`;
  return negated ? `(!(${present}) || !(${any}))` : `(${present} && (${any}))`;
}

const operators = {
  StringEquals: (key, values) =>
      test(key, values, false, (v) => `${attribute(key)} == ${quote(v)}`),
  StringNotEquals: (key, values) =>
      test(key, values, true, (v) => `${attribute(key)} == ${quote(v)}`),
  StringLike: (key, values) =>
      test(key, values, false, (v) => `${attribute(key)} like ${quote(v)}`),
  Bool: (key, values) => test(key, values, false, (v) => `${attribute(key)} == ${v}`),
  IpAddress: (key, values) =>
      test(key, values, false, (v) => `${attribute(key)}.isInRange(ip(${quote(v)}))`),
};

function conditions(statement) {
  const clauses = [];
  for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
    for (const [key, values] of Object.entries(keys)) {
      clauses.push(operators[operator](key, values));
    }
  }
  return clauses;
}

// What the scope can say, or else a clause over `context.action` / `context.resource`.
function scopeOrClause(variable, type, texts, clauses) {
  if (texts.includes('*')) return variable;
  if (!texts.some(isPattern)) {
    const uids = texts.map((text) => `${type}::${quote(text)}`);
    if (uids.length === 1) return `${variable} == ${uids[0]}`;
    if (variable === 'action') return `action in [${uids.join(', ')}]`;
  }
  clauses.push(`(${texts.map((text) => `context.${variable} like ${quote(text)}`).join(' || ')})`);
  return variable;
}

function cedarPolicy(statement) {
  const clauses = [];
  const action = scopeOrClause('action', 'Action', list(statement.Action), clauses);
  const resource = scopeOrClause('resource', 'Resource', list(statement.Resource), clauses);
  clauses.push(...conditions(statement));
  const effect = statement.Effect === 'Allow' ? 'permit' : 'forbid';
  const when = clauses.length ? ` when { ${clauses.join(' && ')} }` : '';
  return `${effect}(principal, ${action}, ${resource})${when};`;
}

function cedarTrust(policy, request) {
  const statement = policy.Statement[0];
  const account = statement.Principal.AWS.split(':')[4];
  const clauses = [`context.principalAccount == ${quote(account)}`, ...conditions(statement)];
  return `forbid(principal, action == Action::${quote(statement.Action)}, resource == ` +
      `Resource::${quote(request.resource)}) unless { ${clauses.join(' && ')} };`;
}

function cedarContext(request) {
  const context = {
    action: request.action,
    resource: request.resource,
    principalAccount: request.principal.split(':')[4],
  };
  for (const [key, value] of Object.entries(request.context)) {
    context[key] = value;
    if (value === 'true' || value === 'false') context[key] = value === 'true';
    if (key === 'aws:SourceIp') context[key] = {__extn: {fn: 'ip', arg: value}};
  }
  return context;
}

let sets = 0;

measureAll('cedar-wasm', ({request, trustPolicy}, policies) => {
  const texts = policies.flatMap((policy) => policy.Statement.map(cedarPolicy));
  if (trustPolicy) texts.push(cedarTrust(trustPolicy, request));
  const preparsedPolicySetId = `set${++sets}`;
  const parsed = preparsePolicySet(preparsedPolicySetId, {staticPolicies: texts.join('\n')});
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed.errors));
  const call = {
    principal: {type: 'User', id: request.principal},
    action: {type: 'Action', id: request.action},
    resource: {type: 'Resource', id: request.resource},
    context: cedarContext(request),
    preparsedPolicySetId,
    entities: [],
  };
  return () => {
    const answer = statefulIsAuthorized(call);
    return answer.type === 'success' && answer.response.decision === 'allow' &&
        answer.response.diagnostics.errors.length === 0;
  };
});
