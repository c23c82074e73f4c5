// Shape of policy documents: JSON → PolicyDocument, by the grammar all types share and what each
// type must, may and mustn't have.
#pragma once

#include "policy_engine/document/issues.h"

namespace policy_engine {

class PolicyParser {
 public:
  PolicyParser(std::string_view text, PolicyType type, const ParseOptions& options)
      : text_(text), type_(type), options_(options), issues_(text, type) {}

  Result<PolicyDocument, PolicyError> Parse();

 private:
  void ReadRoot(const Json& root);
  void ReadVersion(const Json& value, const Path& path);
  void ReadStatements(const Json& value, const Path& path);
  void ReadStatement(const Json& value, const Path& path);
  void ReadMember(const Json::Member& member, const Path& path, DocumentStatement* statement);
  void ReadEffect(const Json& value, const Path& path, DocumentStatement* statement);
  void ReadPrincipal(const Json& value, const Path& path, DocumentStatement* statement);
  void ReadPrincipalMember(const Json::Member& member, const Path& path,
                           DocumentStatement* statement);
  void ReadConditions(const Json& value, const Path& path, DocumentStatement* statement);
  void ReadOperator(const Json::Member& member, const Path& path, DocumentStatement* statement);
  bool ReadStrings(const Json& value, const Path& path, bool scalars,
                   std::vector<DocumentString>* strings);
  void CheckRequired(const Json& value, const Path& path, const DocumentStatement& statement);
  void CheckPrincipalAllowed(const Json& value, const Path& path,
                             const DocumentStatement& statement);
  void CheckResourceAllowed(const Json& value, const Path& path,
                            const DocumentStatement& statement);
  void Syntax(std::string message, const Path& path, Span span);

  bool stored() const { return options_.strictness == Strictness::kStored; }
  bool keys_only() const { return options_.strictness == Strictness::kKeysOnly; }
  bool trust() const { return type_ == PolicyType::kTrust; }

  std::string_view text_;
  PolicyType type_;
  const ParseOptions& options_;
  IssueList issues_;
  PolicyDocument document_;
  bool effect_read_ = false;
};

// What a type may have.
bool TypeHasPrincipal(PolicyType type);
bool TypeHasResource(PolicyType type);
bool IsIdentityBased(PolicyType type);

}  // namespace policy_engine
