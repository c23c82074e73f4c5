// What AWS added in 2026, called by the newest clients.
import assert from 'node:assert/strict';
import {generateKeyPairSync, sign} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';

import * as newestIam from 'newest-iam';
import {
  AcquireRoleCommand, CreateAccessKeyCommand, CreateOpenIDConnectProviderCommand,
  CreateRoleCommand, CreateUserCommand,
  EnableOutboundWebIdentityFederationCommand, GetAccountPropertiesCommand,
  GetRoleTemplateVersionCommand, IAMClient, ListRolesCommand, ListUsersCommand,
  PutAccountPropertiesCommand, PutRolePolicyCommand, PutUserPolicyCommand,
  SimulateCustomPolicyCommand, SimulatePrincipalPolicyCommand,
} from 'newest-iam';
import {
  AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, AssumeRootCommand, GetCallerIdentityCommand,
  GetFederationTokenCommand, GetScopedCredentialsCommand, GetSessionTokenCommand,
  GetWebIdentityTokenCommand, STSClient,
} from 'newest-sts';
import * as newestSts from 'newest-sts';

import {startServer} from './server.mjs';

const region = 'us-east-1';
const account = {accessKeyId: '111122223333', secretAccessKey: 'test'};
const template = 'arn:aws:iam::aws:role-template/ec2.amazonaws.com/InstanceReadsBucket:1';

let server;
let user;  // the access key of the user agent

const client = (Client, credentials) =>
    new Client({region, endpoint: server.url, credentials, maxAttempts: 1});
const policy = (...statements) =>
    JSON.stringify({Version: '2012-10-17', Statement: statements});
const allow = (...actions) => policy({Effect: 'Allow', Action: actions, Resource: '*'});
const keysOf = ({AccessKeyId, SecretAccessKey, SessionToken}) => (
    {accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken});

before(async () => {
  server = await startServer();
  const iam = client(IAMClient, account);
  const {User} = await iam.send(new CreateUserCommand({UserName: 'agent'}));
  await iam.send(new PutUserPolicyCommand({
    UserName: 'agent', PolicyName: 'p', PolicyDocument: allow('sts:*', 'iam:*'),
  }));
  user = keysOf((await iam.send(new CreateAccessKeyCommand({UserName: 'agent'}))).AccessKey);
  await iam.send(new CreateRoleCommand({
    RoleName: 'Worker',
    AssumeRolePolicyDocument: policy(
        {Effect: 'Allow', Principal: {AWS: User.Arn}, Action: 'sts:AssumeRole'}),
  }));
  await iam.send(new PutRolePolicyCommand({
    RoleName: 'Worker', PolicyName: 'p', PolicyDocument: allow('iam:List*'),
  }));
});
after(() => server.stop());

const assumeWorker = async (more = {}) => client(STSClient, user).send(new AssumeRoleCommand({
  RoleArn: 'arn:aws:iam::111122223333:role/Worker', RoleSessionName: 'task', ...more}));
const scoped = async (credentials, input) =>
    client(STSClient, credentials).send(new GetScopedCredentialsCommand(input));

test('the model has every operation of the newest clients', async () => {
  const path = new URL('../../../data/iam_sts_model.json', import.meta.url);
  const model = JSON.parse(await readFile(path));
  for (const [service, client] of [['iam', newestIam], ['sts', newestSts]]) {
    const names = Object.keys(client).filter((name) => /^[A-Z]\w+Command$/.test(name))
                      .map((name) => name.replace(/Command$/, ''));
    const missing = names.filter((name) => !(name in model[service].operations));
    assert.deepEqual(missing, [], 'run scripts/refresh-model, then implement these');
  }
});

test('GetScopedCredentials narrows a session and keeps its identity', async () => {
  const {Credentials} = await assumeWorker();
  const answer = await scoped(keysOf(Credentials), {Policy: allow('iam:ListUsers')});
  assert.equal(answer.ScopedPoliciesCount, 1);
  const narrowed = keysOf(answer.Credentials);
  const {Arn} = await client(STSClient, narrowed).send(new GetCallerIdentityCommand({}));
  assert.equal(Arn, 'arn:aws:sts::111122223333:assumed-role/Worker/task');
  assert.equal(answer.SessionInfo.Arn, Arn);
  await client(IAMClient, narrowed).send(new ListUsersCommand({}));
  await assert.rejects(client(IAMClient, narrowed).send(new ListRolesCommand({})),
                       {name: 'AccessDenied'});
});

test('three layers at most, and no life beyond the session', async () => {
  let credentials = keysOf((await assumeWorker()).Credentials);
  for (const count of [1, 2, 3]) {
    const answer = await scoped(credentials, {Policy: allow('iam:List*')});
    assert.equal(answer.ScopedPoliciesCount, count);
    credentials = keysOf(answer.Credentials);
  }
  await assert.rejects(scoped(credentials, {Policy: allow('iam:List*')}), {name: 'AccessDenied'});
  assert.equal((await scoped(credentials, {DurationSeconds: 60})).ScopedPoliciesCount, 3);
  await assert.rejects(scoped(credentials, {DurationSeconds: 7200}),
                       {name: 'InsufficientSessionLifetimeException'});
});

test('long-term keys have nothing to narrow', () =>
     assert.rejects(scoped(user, {DurationSeconds: 900}), {name: 'AccessDenied'}));

test('tokens are as long as asked for', async () => {
  const answer = await assumeWorker({MinimumSessionTokenSize: 3000});
  assert.ok(answer.Credentials.SessionToken.length >= 3000);
  assert.equal(answer.SessionTokenSize, answer.Credentials.SessionToken.length);
  assert.ok(answer.SessionTokenUtilization > 0 && answer.SessionTokenUtilization <= 100);
  const own = await client(STSClient, user).send(new GetSessionTokenCommand({}));
  assert.equal(own.SessionTokenSize, own.Credentials.SessionToken.length);
});

// A session of a role that trusts an identity provider's tokens.
const {privateKey, publicKey} = generateKeyPairSync('rsa', {modulusLength: 2048});
const issuer = 'token.additions.example.com';

async function trustIssuer() {
  const iam = client(IAMClient, account);
  const {OpenIDConnectProviderArn} = await iam.send(new CreateOpenIDConnectProviderCommand(
      {Url: `https://${issuer}`, ClientIDList: ['app']}));
  await iam.send(new CreateRoleCommand({
    RoleName: 'Origin',
    AssumeRolePolicyDocument: policy({
      Effect: 'Allow', Principal: {Federated: OpenIDConnectProviderArn},
      Action: 'sts:AssumeRoleWithWebIdentity',
    }),
  }));
  await iam.send(new PutRolePolicyCommand({
    RoleName: 'Origin', PolicyName: 'p', PolicyDocument: allow('sts:*'),
  }));
  const jwk = {...publicKey.export({format: 'jwk'}), kid: 'k', alg: 'RS256', use: 'sig'};
  await server.control('oidc', {issuer: `https://${issuer}`, jwks: {keys: [jwk]}});
}

async function assumeOrigin(more = {}) {
  const encode = (json) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = {iss: `https://${issuer}`, aud: 'app', sub: 'job-7', iat: now, exp: now + 600};
  const signed = `${encode({alg: 'RS256', kid: 'k', typ: 'JWT'})}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), privateKey).toString('base64url');
  return client(STSClient, user).send(new AssumeRoleWithWebIdentityCommand({
    RoleArn: 'arn:aws:iam::111122223333:role/Origin', RoleSessionName: 'job',
    WebIdentityToken: `${signed}.${signature}`, ...more}));
}

test('each kind of session has tokens as long as asked for', async () => {
  await trustIssuer();
  const sts = client(STSClient, user);
  const MinimumSessionTokenSize = 3500;
  await server.control('organization', {
    managementAccount: '111122223333', trustedAccess: true, rootCredentialsManagement: true,
    root: {accounts: ['444455556666']},
  }, 'PUT');
  const session = keysOf((await assumeWorker()).Credentials);
  const answers = [
    await assumeOrigin({MinimumSessionTokenSize}),
    await sts.send(new GetSessionTokenCommand({MinimumSessionTokenSize})),
    await sts.send(new GetFederationTokenCommand({Name: 'fed', MinimumSessionTokenSize})),
    await scoped(session, {DurationSeconds: 60, MinimumSessionTokenSize}),
    await sts.send(new AssumeRootCommand({
      TargetPrincipal: '444455556666', MinimumSessionTokenSize,
      TaskPolicyArn: {arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials'},
    })),
  ];
  for (const {Credentials, SessionTokenSize, SessionTokenUtilization} of answers) {
    assert.ok(Credentials.SessionToken.length >= MinimumSessionTokenSize);
    assert.equal(SessionTokenSize, Credentials.SessionToken.length);
    assert.ok(SessionTokenUtilization > 0 && SessionTokenUtilization <= 100);
  }
});

test('AcquireRole makes a role from a template', async () => {
  const iam = client(IAMClient, account);
  const version = await iam.send(new GetRoleTemplateVersionCommand({TemplateArn: template}));
  assert.ok(version.RoleTemplateVersion ?? version);
  const {Role} = await iam.send(new AcquireRoleCommand({
    TemplateArn: template, ReplacementValues: {BucketArns: {Values: ['arn:aws:s3:::example/*']}},
  }));
  assert.equal(Role.RoleName, 'InstanceReadsBucket');
});

test('account properties are kept', async () => {
  const iam = client(IAMClient, account);
  await iam.send(new PutAccountPropertiesCommand({Properties: {'RoleManager/Enabled': 'true'}}));
  const {Properties} = await iam.send(new GetAccountPropertiesCommand({}));
  assert.equal(Properties['RoleManager/Enabled'], 'true');
});

test('SimulateCustomPolicy takes levels of service control policies', async () => {
  const answer = await client(IAMClient, account).send(new SimulateCustomPolicyCommand({
    PolicyInputList: [allow('*')], ActionNames: ['iam:ListUsers', 'iam:ListRoles'],
    OrderedOrganizationPolicyInputList: [
      {ServiceControlPolicyInputList: [allow('*')]},
      {ServiceControlPolicyInputList: [allow('iam:ListUsers')]},
    ],
  }));
  assert.deepEqual(answer.EvaluationResults.map((result) => result.EvalDecision),
                   ['allowed', 'implicitDeny']);
});

test('SimulatePrincipalPolicy leaves policies out', async () => {
  const iam = client(IAMClient, account);
  const simulate = async (exclusions) => (await iam.send(new SimulatePrincipalPolicyCommand({
    PolicySourceArn: 'arn:aws:iam::111122223333:user/agent', ActionNames: ['iam:ListUsers'],
    PolicyExclusionList: exclusions,
  }))).EvaluationResults[0].EvalDecision;
  assert.equal(await simulate(undefined), 'allowed');
  assert.equal(await simulate([{PolicyType: 'inline'}]), 'implicitDeny');
});

test('GetWebIdentityToken names its subject by mode', async () => {
  await client(IAMClient, account).send(new EnableOutboundWebIdentityFederationCommand({}));
  const sts = client(STSClient, user);
  const token = (more) => sts.send(new GetWebIdentityTokenCommand(
      {Audience: ['app'], SigningAlgorithm: 'ES384', ...more}));
  const {WebIdentityToken} = await token({SubjectMode: 'AWSIdentity'});
  const claims = JSON.parse(Buffer.from(WebIdentityToken.split('.')[1], 'base64url'));
  assert.equal(claims.sub, 'arn:aws:iam::111122223333:user/agent');
  assert.equal(claims.aud, 'app');
  // An IAM user has no identity of origin, and scopes go with that mode alone.
  await assert.rejects(token({SubjectMode: 'OriginIdentity'}), {name: 'ValidationError'});
  await assert.rejects(token({Scope: 'read write'}), {name: 'ValidationError'});
});

test('a token of the origin names the subject and the scope', async () => {
  const {Credentials} = await assumeOrigin();
  const sts = client(STSClient, keysOf(Credentials));
  const {WebIdentityToken} = await sts.send(new GetWebIdentityTokenCommand({
    Audience: ['app'], SigningAlgorithm: 'RS256', SubjectMode: 'OriginIdentity',
    Scope: 'read write'}));
  const claims = JSON.parse(Buffer.from(WebIdentityToken.split('.')[1], 'base64url'));
  assert.equal(claims.sub, 'job-7');
  assert.equal(claims.subject_mode, 'OriginIdentity');
  assert.equal(claims.scope, 'read write');
});
