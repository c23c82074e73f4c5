// @cloud-copilot/iam-simulate: its core with policies and request parsed beforehand, the quickest
// way in; the published entry points parse every policy again for each decision.
import {loadPolicy} from '@cloud-copilot/iam-policy';
import {measureAll} from './measure.mjs';

const entry = import.meta.resolve('@cloud-copilot/iam-simulate');
const part = (path) => import(new URL(path, entry));
const {authorize} = await part('./core_engine/CoreSimulatorEngine.js');
const {AwsRequestImpl} = await part('./request/request.js');
const {RequestContextImpl} = await part('./requestContext.js');
const {DiscoveryContextKeyConstraints} =
    await part('./context_keys/discoveryContextKeyConstraints.js');

measureAll('iam-simulate', ({request, trustPolicy}, policies) => {
  const context = new RequestContextImpl(request.context);
  const resource = {resource: request.resource, accountId: request.resourceAccount};
  const call = {
    request: new AwsRequestImpl(request.principal, resource, request.action, context),
    sessionPolicy: undefined,
    identityPolicies: policies.map((policy, i) => loadPolicy(policy, {name: `p${i}`})),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: trustPolicy ? loadPolicy(trustPolicy, {name: 'trust'}) : undefined,
    permissionBoundaries: undefined,
    vpcEndpointPolicies: undefined,
    simulationParameters: {
      simulationMode: 'Strict',
      discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]),
    },
  };
  return () => authorize(call).result === 'Allowed';
});
