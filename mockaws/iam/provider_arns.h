// What OIDC and SAML providers share: operations name them by ARN.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/iam/tag_operations.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/operation.h"

namespace mockaws {

// Judged on the ARN as it was sent, with the provider's tags. Error: ValidationError (malformed
// ARN).
template <typename Provider>
ApiResult<AuthorizationChecks> OnProviderArn(const OpContext& context,
                                             const Table<Provider>& providers,
                                             std::string_view member) {
  const std::string& arn = context.in.Str(member);
  RETURN_IF_ERROR(ParseIamArn(arn));
  AuthorizationCheck check;
  check.resource = arn;
  if (const Provider* provider = providers.Find(arn)) check.resource_tags = provider->tags;
  return AuthorizationChecks{std::move(check)};
}

// Providers refuse an empty list here too (recorded).
template <typename Traits>
ApiResult<Value> UntagProvider(OpContext& context) {
  if (context.in.ListOf("TagKeys").empty()) {
    return InvalidInput("Error occurred while validating input. ");
  }
  return UntagEntity<Traits>(context);
}

}  // namespace mockaws
