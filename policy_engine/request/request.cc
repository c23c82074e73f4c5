#include "policy_engine/request.h"

#include "policy_engine/check.h"
#include "policy_engine/pattern/arn.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/hash.h"

namespace policy_engine {

RequestAction::RequestAction(std::string_view text)
    : text_(text), lower_(AsciiLower(text)), hash_(KeyHash(lower_)) {
  const size_t colon = lower_.find(':');
  service_length_ = colon == std::string::npos ? 0 : colon;
  service_hash_ = KeyHash(service());
}

RequestResource::RequestResource(std::string_view arn) : text_(arn.empty() ? "*" : arn) {
  is_arn_ = ReadArn(text_, &fields_);
  prefix_hashes_.reserve(text_.size() + 1);
  uint64_t hash = kHashSeed;
  prefix_hashes_.push_back(hash);
  for (const char c : text_) {
    hash = HashStep(hash, c);
    prefix_hashes_.push_back(hash);
  }
}

std::string_view RequestResource::field(int index) const {
  CHECK(is_arn_, "resource is no ARN");
  return fields_.Field(text_, index);
}

std::string_view RequestResource::account() const {
  if (!is_arn_) return {};
  const std::string_view account = field(4);
  return IsAccountId(account) ? account : std::string_view();
}

AuthorizationRequest::AuthorizationRequest(Principal who, std::string_view action_name,
                                           std::string_view resource_arn,
                                           RequestContext request_context)
    : principal(std::move(who)),
      action(action_name),
      resource(resource_arn),
      resource_account(resource.account()),
      context(std::move(request_context)),
      resource_rule(DefaultResourceRule(action, resource)) {}

ResourceRule DefaultResourceRule(const RequestAction& action, const RequestResource& resource) {
  const std::string_view name = action.lower();
  if (action.service() == "sts") {
    if (name == "sts:assumeroot") return ResourceRule::kNotJudged;
    if (name == "sts:assumerole" || name == "sts:assumerolewithsaml" ||
        name == "sts:assumerolewithwebidentity" || name == "sts:tagsession" ||
        name == "sts:setsourceidentity" || name == "sts:setcontext") {
      return ResourceRule::kAssumeRole;
    }
  }
  if (action.service() == "kms" && resource.is_arn() && resource.field(2) == "kms" &&
      resource.field(5).substr(0, 4) == "key/") {
    return ResourceRule::kMustAllow;
  }
  return ResourceRule::kUsual;
}

}  // namespace policy_engine
