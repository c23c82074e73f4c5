// Scenario: a scenario file as typed data. docs/scenarios.md describes the language.
//
// Texts keep their `${name}` references; they are replaced when the scenario runs (variables.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "policy_engine/base/time.h"
#include "simulator/scenario/yaml.h"

namespace simulator {

struct Text {
  std::string value;
  SourcePlace place;
};

// A policy document: as YAML, or as text that is sent exactly as it is.
struct Document {
  YamlPointer tree;  // nullptr: `text` counts
  std::string text;
  SourcePlace place;
  std::string file = {};  // path of the file that the text is from, if it was named so
};

struct Named {
  Text name;
  Document document;
};

struct Variable {
  Text name;
  YamlPointer value;  // always a text
};

// ---------------------------------------------------------------------------- the start state

enum class EntityKind { kUser, kGroup, kRole };

// `user`, `group`, `role`.
std::string_view EntityKindName(EntityKind kind);

struct AccessKeyDeclaration {
  Text name;  // of our own, most simply k1; the id if it has one
  // Of keys in seed files, both or none.
  std::optional<Text> id;
  std::optional<Text> secret;
};

struct Entity {
  EntityKind kind = EntityKind::kUser;
  Text name;
  std::optional<Text> path;
  std::vector<Text> attach;  // ARN, or name of the account's own or an AWS managed policy
  std::vector<Named> inline_policies;
  std::optional<Text> boundary;  // as in `attach`
  std::vector<std::pair<Text, Text>> tags;
  std::vector<Text> groups;                       // of users
  std::vector<AccessKeyDeclaration> access_keys;  // of users
  std::vector<Text> mfa;                          // of users: names of virtual devices
  std::optional<Document> trust;                  // of roles, always set
  std::optional<int64_t> max_session_seconds;     // of roles
  std::optional<Text> description;                // of roles
};

struct ManagedPolicy {
  Text name;
  std::optional<Text> path;
  Document document;
};

// An OIDC provider (`url`) or a SAML provider (`entity_id` or `metadata`).
struct IdentityProvider {
  Text name;  // in this file; of a SAML provider its name in AWS too
  std::optional<Text> url;
  std::vector<Text> client_ids;
  std::vector<Text> thumbprints;
  std::optional<Document> jwks;  // absent: keys of iamsim's own, which can sign tokens
  std::optional<Text> entity_id;
  std::optional<Document> metadata;  // absent: made, with keys of iamsim's own
  std::vector<std::pair<Text, Text>> tags;

  bool is_oidc() const { return url.has_value(); }
};

struct Account {
  Text name;  // in this file
  Text id;    // 12 digits
  std::optional<Text> alias;
  std::vector<Entity> users;
  std::vector<Entity> groups;
  std::vector<Entity> roles;
  std::vector<ManagedPolicy> policies;
  std::vector<IdentityProvider> identity_providers;
  std::vector<AccessKeyDeclaration> root_access_keys;  // in seed files only
  std::vector<std::pair<Text, int64_t>> quotas;        // in seed files only

  const Entity* FindUser(std::string_view user) const;
  const Entity* FindRole(std::string_view role) const;
};

// A root, an organizational unit or an account's place in an organization.
struct OrganizationNode {
  Text name;  // of an account: its name in this file, or its id; empty for the root
  std::optional<Text> id;
  // Absent: AWS's FullAWSAccess and RCPFullAWSAccess alone.
  std::optional<std::vector<Text>> service_control;
  std::optional<std::vector<Text>> resource_control;
  std::vector<OrganizationNode> units;
  std::vector<OrganizationNode> accounts;
};

struct OrganizationDeclaration {
  SourcePlace place;
  std::optional<Text> id;
  Text management;  // account's name in this file, or its id
  std::optional<Text> delegated_administrator;
  bool trusted_access = false;
  bool root_sessions = false;
  bool root_credentials_management = false;
  std::vector<Named> service_control;   // policies by name
  std::vector<Named> resource_control;  // policies by name
  OrganizationNode root;
};

// ---------------------------------------------------------------------------- steps

// Who makes a step: `ACCOUNT/user/NAME`, `ACCOUNT/user/NAME/KEY`, `ACCOUNT/root`, `session/NAME`,
// `anonymous`, `service/NAME`.
struct Identity {
  enum class Kind { kUser, kRoot, kSession, kAnonymous, kService };
  Kind kind = Kind::kAnonymous;
  std::string account;     // name in this file
  std::string name;        // of user, session or service
  std::string access_key;  // name of one of the user's keys; empty: the first
  Text text;               // as written
};

// What a value must be. Several of them: all must hold.
struct Matcher {
  enum class Kind {
    kEquals,
    kContains,
    kMatches,
    kIncludes,
    kExcludes,
    kPresent,
    kAbsent,
    kLength
  };
  Kind kind = Kind::kEquals;
  YamlPointer value;
  SourcePlace place;
};

struct BodyExpectation {
  Text path;
  std::vector<Matcher> matchers;
};

// Fields that are absent aren't looked at.
struct BecauseExpectation {
  std::optional<Text> statement;  // Sid, or `#N` (from 1)
  std::optional<Text> policy;
  std::optional<Text> element;  // Action, Resource, Principal, Condition …
  std::optional<Text> condition_operator;
  std::optional<Text> key;
  YamlPointer wanted;
  YamlPointer got;  // a null node: the key was absent
  SourcePlace place;
};

struct ExplainExpectation {
  std::optional<Text> decision;
  std::optional<Text> decided_by;  // policy type; `blocked_by` is the same for denials
  std::optional<Text> blocked_by;
  std::optional<Text> in_account;  // name in this file
  std::vector<Text> passed;        // policy types that allowed
  std::vector<Text> matched;       // statements: OWNER/POLICY/SID
  std::vector<Text> ignored;       // context keys that were sent but nothing asked for
  std::optional<BecauseExpectation> because;
  SourcePlace place;
};

struct Expectation {
  std::optional<bool> allow;
  std::optional<Text> error;  // code
  std::optional<int> http;
  std::vector<Matcher> message;
  std::vector<BodyExpectation> body;
  std::optional<ExplainExpectation> explain;
};

// `save`: a name and the path of what it keeps; the name `$session` keeps credentials under
// `value`.
struct Save {
  Text name;
  Text value;
  bool is_session = false;
};

struct CallStep {
  Text call;            // iam:CreateRole
  std::string service;  // iam, sts
  std::string operation;
  YamlPointer with;  // a mapping, or nullptr
};

struct Question {
  Text action;
  Text resource;
  bool allow = true;  // what is expected
};

struct CheckStep {
  std::vector<Question> questions;
  YamlPointer context;  // a mapping, or nullptr
};

struct AdvanceStep {
  std::chrono::milliseconds by{0};
  std::string text;
};

// What the web console's switch-role can do: no External ID, at most an hour.
struct SwitchRoleStep {
  Text account;  // name in this file, or 12 digits
  Text role;
};

// Assumes a role without, with a wrong and with the right External ID.
struct ProbeStep {
  Text role_arn;
  Text right;
  std::optional<Text> session_name;
  // What is expected of each.
  bool without = false;
  bool wrong = false;
  bool right_allowed = true;
};

// Which of the state's users and roles may do an action on a resource.
struct WhoCanStep {
  Text action;
  Text resource;
  YamlPointer context;
  std::optional<std::vector<Text>> exactly;
  std::vector<Text> includes;
  std::vector<Text> excludes;
};

// Findings of the linter on policies of the state: of ACCOUNT/role/NAME all, of
// ACCOUNT/role/NAME/trust one. Expected are ids of rules.
struct LintStep {
  Text target;
  std::optional<std::vector<Text>> exactly;
  std::vector<Text> includes;
  std::vector<Text> excludes;
};

struct Step {
  size_t number = 0;  // from 1
  std::optional<Text> name;
  SourcePlace place;
  std::optional<Identity> as;
  std::optional<Text> on_behalf_of;
  std::optional<Text> known_gap;
  std::variant<CallStep, CheckStep, AdvanceStep, SwitchRoleStep, ProbeStep, WhoCanStep, LintStep>
      action;
  std::vector<Save> save;
  Expectation expect;
};

// ---------------------------------------------------------------------------- the whole

// An exercise that can be checked: the learner's document takes the place of a declared one, and
// the steps must then hold.
struct Practice {
  SourcePlace place;
  std::optional<Text> task;  // absent: the exercise says it
  std::optional<Text> hint;
  // What is replaced: ACCOUNT/role/NAME/trust, ACCOUNT/user/NAME/POLICY (of users, groups and
  // roles), ACCOUNT/policy/NAME, organization/scp/NAME, organization/rcp/NAME.
  Text document;
  std::optional<Document> start;  // absent: the document as it is declared
  Document solution;
  std::vector<Step> steps;
};

struct Scenario {
  std::string file;
  std::string text;  // the file's, for excerpts
  Text name;
  std::string story;
  std::string notice;
  std::string exercise;
  std::vector<std::string> tags;
  policy_engine::Instant clock{};
  uint64_t seed = 0;
  std::vector<Variable> variables;
  // One run for each combination of values; one empty combination if the file has no matrix.
  std::vector<std::vector<Variable>> combinations;
  std::vector<Account> accounts;
  std::optional<OrganizationDeclaration> organization;
  std::vector<Step> steps;
  std::optional<Practice> practice;

  const Account* FindAccount(std::string_view account) const;
};

// The time at which a scenario starts that gives none: 2026-01-01T00:00:00Z.
policy_engine::Instant DefaultScenarioClock();

}  // namespace simulator
