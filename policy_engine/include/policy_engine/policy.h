// Policies: text → PolicyDocument (syntax, with positions) → CompiledPolicy (ready to evaluate).
//
//   auto compiled = CompilePolicy(text, PolicyType::kManaged, {.source = policy_arn});
//   if (!compiled.ok()) return MalformedPolicyDocument(compiled.error().aws_message());
//
// Everything here is a pure function: no clock, no I/O, safe to call from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/base/json.h"
#include "policy_engine/result.h"

namespace policy_engine {

// What a document is used as; decides which elements it must, may and mustn't have.
enum class PolicyType : uint8_t {
  kIdentity,         // inline policy of a user, group or role
  kManaged,          // identity-based, customer or AWS managed
  kResource,         // resource-based (bucket, queue, key …)
  kTrust,            // a role's trust policy
  kBoundary,         // permissions boundary
  kSession,          // session policy, inline or managed; a scope-down policy too
  kServiceControl,   // SCP
  kResourceControl,  // RCP
  kVpcEndpoint,      // VPC endpoint policy
};

// `identity-based policy`, `role trust policy`, `service control policy` …, as AWS words them.
std::string_view PolicyTypeName(PolicyType type);

// How strictly literals and grammar are judged.
enum class Strictness : uint8_t {
  // As IAM (for SCP and RCP Organizations) when a document is saved: all checks of the type.
  kStored,
  // As STS for inline session policies: numbers, dates, ARNs and IP literals may be malformed.
  kSession,
  // Documents that are there already, AWS's own included: Version 2008-10-17 is taken, vendors,
  // ARN formats and literals aren't judged; grammar (elements, types, operators) is.
  kLenient,
  // GetContextKeysFor*: as kLenient, and a statement may lack Action, Resource and Principal.
  kKeysOnly,
};

struct ParseOptions {
  // File name or policy ARN, given back in issues and explanations.
  std::string source;
  Strictness strictness = Strictness::kLenient;
  // Values that can't be read are taken as IAM's policy simulator does, which differs from live
  // authorization [r].
  bool simulator = false;
  // With kStored: tells whether a service prefix exists (`Vendor X is not valid`). Empty: all do.
  std::function<bool(std::string_view)> is_known_vendor;
};

// One thing wrong with a document.
struct PolicyIssue {
  std::string message;       // our words: what is wrong and how to mend it
  std::string aws_message;   // the text of AWS's MalformedPolicyDocument for this fault
  std::string json_pointer;  // RFC 6901, `/Statement/0/Action`; empty: the whole document
  LineColumn position;       // in the text; of the fault, or of the element it is in
  Span span;                 // bytes of the text
};

// The error of parsing: all issues, in the order in which AWS checks. Never empty.
struct PolicyError {
  std::string source;
  std::vector<PolicyIssue> issues;
  // What AWS would print: the first check that fails speaks.
  const std::string& aws_message() const { return issues.front().aws_message; }
  // `source:line:column: message`, a line each.
  std::string ToText() const;
};

// ------------------------------------------------------------------------------ the document

enum class Effect : uint8_t { kDeny, kAllow };

// A string of the document and where it stands.
struct DocumentString {
  std::string text;
  Span span;
};

enum class PrincipalKind : uint8_t { kEveryone, kAws, kService, kFederated, kCanonicalUser };

// One value of Principal or NotPrincipal. `"*"` by itself is {kEveryone, "*"}; `{"AWS": "*"}` is
// {kAws, "*"}.
struct DocumentPrincipal {
  PrincipalKind kind = PrincipalKind::kAws;
  std::string text;
  Span span;
  bool in_list = false;  // of a list, if only of one
};

struct DocumentCondition {
  std::string op;   // as written, `ForAnyValue:StringLikeIfExists`
  std::string key;  // as written
  // Values' text; JSON numbers and booleans by their text.
  std::vector<DocumentString> values;
  Span span;  // from the key to the end of its values
};

struct DocumentStatement {
  std::string sid;
  bool has_sid = false;
  Effect effect = Effect::kDeny;
  bool not_principal = false;
  bool not_action = false;
  bool not_resource = false;
  bool has_principal = false;
  bool has_action = false;
  bool has_resource = false;
  std::vector<DocumentPrincipal> principals;
  std::vector<DocumentString> actions;
  std::vector<DocumentString> resources;
  std::vector<DocumentCondition> conditions;
  Span span;  // from `{` to just after `}`
};

// Faithful syntax in source order. `statement_is_list`: false for a lone object.
struct PolicyDocument {
  std::string version;  // empty if absent, which means 2008-10-17
  std::string id;
  bool statement_is_list = true;
  std::vector<DocumentStatement> statements;
  Span statement_span;  // of the value of Statement, brackets included
  // Variables are text in documents older than 2012-10-17.
  bool variables_enabled() const { return version == "2012-10-17"; }
};

// Errors: every issue found. Bounded in time and memory by the text's length.
Result<PolicyDocument, PolicyError> ParsePolicy(std::string_view text, PolicyType type,
                                                const ParseOptions& options = {});

// The parsed policy as compact JSON in AWS's order (Version, Id, Statement; Sid, Effect, Principal,
// Action, Resource, Condition), one-element lists as scalars. With kTrust as IAM shows a stored
// trust policy: account ids as `arn:aws:iam::ID:root`.
std::string RenderPolicy(const PolicyDocument& document, PolicyType type);

// Replaces each value of Principal (and NotPrincipal) by what `rename` returns for it: IAM stores
// unique ids for user and role ARNs and shows ARNs again. Render and compile the result again.
void RewritePrincipals(PolicyDocument* document,
                       const std::function<std::string(const DocumentPrincipal&)>& rename);

// Whether a trust policy lets in a shared identity provider (GitHub, GitLab, Cognito …) by
// sts:AssumeRoleWithWebIdentity without pinning the tenant's claim. IAM refuses to save such a one
// [r]; one that slipped in can't be assumed [o].
bool LeavesTenantOpen(const PolicyDocument& document, std::string_view provider);

// The context keys that conditions and variables of the document name, as GetContextKeysFor* lists
// them: spelled as written, each once, in order of appearance; `${*}`, `${?}`, `${$}` give `*`,
// `?`,
// `$`; none from variables in documents older than 2012-10-17 [r].
std::vector<std::string> ContextKeysOf(const PolicyDocument& document);

// Characters that IAM counts against size limits: all but white space.
size_t PolicySizeWithoutWhitespace(std::string_view text);

// The largest document of a type. Inline policies of groups (5,120) and roles (10,240) have limits
// of their own, all of an entity's inline policies together.
struct PolicySizeLimit {
  size_t characters_max = 0;
  bool counts_whitespace = false;
};
PolicySizeLimit SizeLimitOf(PolicyType type);

// Whether RCPs are judged for actions of a service (`s3`, lower case).
bool ServiceSupportsResourceControl(std::string_view service);

// ------------------------------------------------------------------------------ compiled

// Internals, in policy_engine/compile/.
struct CompiledStatement;

// Immutable; share it freely between threads and policy sets.
class CompiledPolicy {
 public:
  PolicyType type() const { return type_; }
  const std::string& source() const { return source_; }
  const std::string& text() const { return text_; }
  const PolicyDocument& document() const { return document_; }
  // The compiled form, in the order of document().statements.
  const std::vector<std::shared_ptr<const CompiledStatement>>& statements() const {
    return statements_;
  }
  // Bytes of the compiled statements, for benchmarks.
  size_t MemoryBytes() const;

 private:
  friend class PolicyCompiler;
  PolicyType type_ = PolicyType::kIdentity;
  std::string source_;
  std::string text_;
  PolicyDocument document_;
  std::vector<std::shared_ptr<const CompiledStatement>> statements_;
};

using CompiledPolicyPtr = std::shared_ptr<const CompiledPolicy>;

// Parses and compiles. What cannot be compiled is an issue, never ignored.
Result<CompiledPolicyPtr, PolicyError> CompilePolicy(std::string_view text, PolicyType type,
                                                     const ParseOptions& options = {});

}  // namespace policy_engine
