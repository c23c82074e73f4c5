#include "policy_engine/cases/read_policies.h"

#include <algorithm>
#include <array>

#include "policy_engine/check.h"

namespace policy_engine {

namespace {

constexpr std::array<std::string_view, 8> kPolicyMembers = {
    "identityPolicies", "resourcePolicy",         "permissionsBoundary",     "sessionPolicies",
    "scopePolicies",    "serviceControlPolicies", "resourceControlPolicies", "vpcEndpointPolicies"};

// A resource's policy without any Resource element reads as a trust policy.
bool LooksLikeTrustPolicy(const Json& document) {
  const Json* statements = document.Find("Statement");
  if (statements == nullptr) return false;
  const Json* first = statements;
  if (statements->is_array()) {
    if (statements->items().empty()) return false;
    first = &statements->items().front();
  }
  if (first->Find("Resource") != nullptr || first->Find("NotResource") != nullptr) return false;
  return first->Find("NotPrincipal") == nullptr;
}

// White space in which as many lines and columns lie as in `text`.
std::string Blanked(std::string_view text) {
  std::string blanked;
  blanked.reserve(text.size());
  for (const char c : text) {
    const bool continuation = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (!continuation) blanked += c == '\n' || c == '\r' ? c : ' ';
  }
  return blanked;
}

class PolicyReader {
 public:
  PolicyReader(const CaseText& text, PolicyCache::Impl* cache) : text_(text), cache_(cache) {}

  Result<CompiledPolicyPtr, EvalCaseError> Document(const Json& value, PolicyType type,
                                                    std::string path) {
    const Json* document = &value;
    std::string name;
    if (const Json* inner = value.Find("document")) {
      document = inner;
      path += "/document";
      if (const Json* named = value.Find("name"); named != nullptr && named->is_string()) {
        name = named->AsString();
      }
    }
    if (name.empty()) name = path;
    if (!document->is_object()) {
      return EvalCaseError{"a policy document is an object, or {\"name\":…, \"document\":…}", path};
    }
    if (type == PolicyType::kResource && LooksLikeTrustPolicy(*document)) {
      type = PolicyType::kTrust;
    }
    std::string copied;
    std::string_view source;
    if (text_.text.empty()) {
      copied = document->Dump();
      source = copied;
    } else {
      const Span span = document->span();
      source = text_.text.substr(span.begin, span.end - span.begin);
      if (text_.positions_in_file) {
        copied = Blanked(text_.text.substr(0, span.begin)) + std::string(source);
        source = copied;
      }
    }
    auto policy = cache_->Compile(source, type, name);
    if (!policy.ok()) {
      const PolicyIssue& issue = policy.error().issues.front();
      return EvalCaseError{issue.message, path + issue.json_pointer};
    }
    return std::move(*policy);
  }

  // A document, or a list of them.
  Result<std::vector<CompiledPolicyPtr>, EvalCaseError> Documents(const Json& value,
                                                                  PolicyType type,
                                                                  const std::string& path) {
    std::vector<CompiledPolicyPtr> policies;
    if (!value.is_array()) {
      ASSIGN_OR_RETURN(CompiledPolicyPtr policy, Document(value, type, path));
      policies.push_back(std::move(policy));
      return policies;
    }
    for (size_t i = 0; i < value.items().size(); ++i) {
      ASSIGN_OR_RETURN(CompiledPolicyPtr policy,
                       Document(value.items()[i], type, path + "/" + std::to_string(i)));
      policies.push_back(std::move(policy));
    }
    return policies;
  }

  Result<PolicyLayerPtr, EvalCaseError> Union(const Json& value, PolicyType type,
                                              const std::string& path) {
    ASSIGN_OR_RETURN(std::vector<CompiledPolicyPtr> policies, Documents(value, type, path));
    return cache_->Layer(policies);
  }

  // Each document by itself.
  Result<std::vector<PolicyLayerPtr>, EvalCaseError> Each(const Json& value, PolicyType type,
                                                          const std::string& path) {
    ASSIGN_OR_RETURN(std::vector<CompiledPolicyPtr> policies, Documents(value, type, path));
    std::vector<PolicyLayerPtr> layers;
    for (CompiledPolicyPtr& policy : policies) layers.push_back(cache_->Layer({policy}));
    return layers;
  }

  // A list of levels, each a list of documents.
  Result<std::vector<PolicyLayerPtr>, EvalCaseError> Levels(const Json& value, PolicyType type,
                                                            const std::string& path) {
    std::vector<PolicyLayerPtr> layers;
    const bool lists =
        value.is_array() && std::all_of(value.items().begin(), value.items().end(),
                                        [](const Json& level) { return level.is_array(); });
    if (!lists) {
      return EvalCaseError{"expected a list of levels, each a list of documents: [[root], …]",
                           path};
    }
    for (size_t i = 0; i < value.items().size(); ++i) {
      ASSIGN_OR_RETURN(std::vector<CompiledPolicyPtr> policies,
                       Documents(value.items()[i], type, path + "/" + std::to_string(i)));
      if (type == PolicyType::kResourceControl) policies.push_back(ResourceControlFullAccess());
      layers.push_back(cache_->Layer(policies));
    }
    return layers;
  }

 private:
  // Attached at every level and not to be detached: RCPs refuse by their denies alone.
  static const CompiledPolicyPtr& ResourceControlFullAccess() {
    static const CompiledPolicyPtr& policy = *new CompiledPolicyPtr([] {
      auto compiled =
          CompilePolicy(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",)"
                        R"("Action":"*","Resource":"*"}]})",
                        PolicyType::kResourceControl,
                        {.source = "arn:aws:organizations::aws:policy/resource_control_policy/"
                                   "p-RCPFullAWSAccess"});
      CHECK(compiled.ok(), "RCPFullAWSAccess doesn't compile");
      return *compiled;
    }());
    return policy;
  }

  CaseText text_;
  PolicyCache::Impl* cache_;
};

}  // namespace

bool IsPolicyMember(std::string_view name) {
  return std::find(kPolicyMembers.begin(), kPolicyMembers.end(), name) != kPolicyMembers.end();
}

Result<PolicySet, EvalCaseError> ReadPoliciesOver(PolicySet set, const Json& line,
                                                  const CaseText& text, PolicyCache::Impl* cache) {
  PolicyReader reader(text, cache);
  for (const Json::Member& member : line.members()) {
    const std::string& name = member.key;
    const Json& value = member.value;
    const std::string path = "/" + name;
    const bool none = value.is_null();
    if (name == "identityPolicies") {
      set.identity = nullptr;
      if (none) continue;
      ASSIGN_OR_RETURN(set.identity, reader.Union(value, PolicyType::kIdentity, path));
    } else if (name == "resourcePolicy") {
      set.resource = nullptr;
      if (none) continue;
      ASSIGN_OR_RETURN(set.resource, reader.Union(value, PolicyType::kResource, path));
    } else if (name == "permissionsBoundary") {
      set.boundaries.clear();
      if (none) continue;
      ASSIGN_OR_RETURN(set.boundaries, reader.Each(value, PolicyType::kBoundary, path));
    } else if (name == "sessionPolicies") {
      set.session = nullptr;
      if (none) continue;
      ASSIGN_OR_RETURN(set.session, reader.Union(value, PolicyType::kSession, path));
    } else if (name == "scopePolicies") {
      set.scopes.clear();
      if (none) continue;
      ASSIGN_OR_RETURN(set.scopes, reader.Each(value, PolicyType::kSession, path));
    } else if (name == "serviceControlPolicies") {
      set.service_control.clear();
      if (none) continue;
      ASSIGN_OR_RETURN(set.service_control,
                       reader.Levels(value, PolicyType::kServiceControl, path));
    } else if (name == "resourceControlPolicies") {
      set.resource_control.clear();
      if (none) continue;
      ASSIGN_OR_RETURN(set.resource_control,
                       reader.Levels(value, PolicyType::kResourceControl, path));
    } else if (name == "vpcEndpointPolicies") {
      set.vpc_endpoint = nullptr;
      if (none) continue;
      ASSIGN_OR_RETURN(set.vpc_endpoint, reader.Union(value, PolicyType::kVpcEndpoint, path));
    }
  }
  return set;
}

Result<PolicySet, EvalCaseError> ReadPolicies(const Json& line, const CaseText& text,
                                              PolicyCache::Impl* cache) {
  return ReadPoliciesOver(PolicySet(), line, text, cache);
}

}  // namespace policy_engine
