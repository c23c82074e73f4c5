// What IAM, STS and Organizations check of a well-shaped document when it is saved or passed.
#pragma once

#include "policy_engine/document/issues.h"

namespace policy_engine {

// Adds an issue for each fault that counts at the options' strictness.
void CheckDocument(const PolicyDocument& document, PolicyType type, const ParseOptions& options,
                   IssueList* issues);

// Rules of role trust policies and RCPs (type_checks.cc).
void CheckSharedProviders(const DocumentStatement& statement, const Path& path, IssueList* issues);
void CheckTrustStatement(const DocumentStatement& statement, const Path& path, IssueList* issues);
void CheckResourceControlStatement(const DocumentStatement& statement, const Path& path,
                                   IssueList* issues);
// The form of one Resource value in an identity-based policy (resource_format.cc).
void CheckResourceFormat(const DocumentString& resource, const Path& path, IssueList* issues);

}  // namespace policy_engine
