// pbac: knows IAM's policy language, so the workload's policies are given as they are (its schema
// wants lists). It has no trust policies: one is asked beside the identity-based ones.
import PBAC from 'pbac';
import {measureAll} from './measure.mjs';

const list = (value) => Array.isArray(value) ? value : [value];

function normalized(policy) {
  const statements = policy.Statement.map((statement) => ({
    ...statement,
    Action: list(statement.Action),
    ...statement.Resource && {Resource: list(statement.Resource)},
    ...statement.Principal && {Principal: {AWS: list(statement.Principal.AWS)}},
  }));
  return {...policy, Statement: statements};
}

// `aws:SourceIp` becomes {aws: {SourceIp}}; booleans by their text, as its Bool operator has them.
function nested(context) {
  const result = {};
  for (const [key, value] of Object.entries(context)) {
    const [prefix, name] = key.split(':');
    result[prefix] ??= {};
    result[prefix][name] = value === 'true' || value === 'false' ? value === 'true' : value;
  }
  return result;
}

measureAll('pbac', ({request, trustPolicy}, policies) => {
  const options = {validatePolicies: false};
  const identity = new PBAC(policies.map(normalized), options);
  const trust = trustPolicy && new PBAC([normalized(trustPolicy)], options);
  const {action, resource} = request;
  const context = nested(request.context);
  const principal = {AWS: [`arn:aws:iam::${request.resourceAccount}:root`]};
  return () => identity.evaluate({action, resource, context}) &&
      (!trust || trust.evaluate({action, resource, context, principal}));
});
