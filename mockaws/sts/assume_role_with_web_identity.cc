// AssumeRoleWithWebIdentity: a role for whom an OpenID Connect provider vouches. Takes no
// signature: the token is the proof.
#include <algorithm>

#include "mockaws/sts/credentials.h"
#include "mockaws/sts/families.h"
#include "mockaws/sts/web_identity.h"

namespace mockaws {
namespace {

// What a plain token takes of the packed size: about a quarter (recorded).
constexpr int64_t kTokenPackedBytes = 1000;

// ProviderId names a social provider with access tokens of its own; those can't be asked from here.
ApiResult<void> CheckProviderId(const OpContext& context) {
  const auto provider = context.in.OptStr("ProviderId");
  if (!provider) return {};
  const bool jwt = ParseJsonWebToken(context.in.Str("WebIdentityToken")).has_value();
  if (*provider == "www.amazon.com" && jwt) {
    return InvalidIdentityToken("Provided Token is not a Login With Amazon token");
  }
  if (*provider == "www.amazon.com" || *provider == "graph.facebook.com") {
    return IdpCommunicationError("iamsim reaches no identity provider on the network, so " +
                                 *provider + " can't verify its access tokens here");
  }
  return AccessDenied("Not authorized to perform " + context.action());
}

ApiResult<void> CheckRolesClaim(const RoleTarget& target, WebIdentity* identity) {
  auto& keys = identity->subject.trust_keys;
  if (!identity->roles_claimed) {
    keys.emplace_back("sts:RoleAuthorizedByIdp", "false");
    return {};
  }
  const auto& roles = identity->roles;
  if (std::find(roles.begin(), roles.end(), target.arn) == roles.end()) {
    return InvalidIdentityToken(
        "The target role ARN is not present in the roles claim of the identity token");
  }
  keys.emplace_back("sts:RoleAuthorizedByIdp", "true");
  return {};
}

ApiResult<Value> AssumeRoleWithWebIdentity(OpContext& context) {
  ASSIGN_OR_RETURN(const RoleTarget target, FindRoleTarget(context));
  RETURN_IF_ERROR(CheckProviderId(context));
  ASSIGN_OR_RETURN(WebIdentity identity, VerifyWebIdentity(context, target.account_id,
                                                           context.in.Str("WebIdentityToken")));
  RETURN_IF_ERROR(CheckRolesClaim(target, &identity));
  identity.subject.session_name = context.in.Str("RoleSessionName");
  identity.subject.packed_bytes = kTokenPackedBytes;
  ASSIGN_OR_RETURN(FederatedSession session,
                   AssumeFederatedRole(context, target, identity.subject));
  Value result;
  result.Set("SubjectFromWebIdentityToken", identity.sub);
  result.Set("AssumedRoleUser", std::move(session.user));
  result.Set("PackedPolicySize", session.packed_size);
  result.Set("Provider", identity.subject.provider.arn);
  result.Set("Audience", identity.audience);
  if (!identity.subject.source_identity.empty()) {
    result.Set("SourceIdentity", identity.subject.source_identity);
  }
  result.Set("Credentials", std::move(session.credentials));
  SetTokenSize(&result);
  return result;
}

constexpr Operation kOperations[] = {
    {"AssumeRoleWithWebIdentity", AssumeRoleWithWebIdentity, Mode::kRead, nullptr, true},
};

}  // namespace

OperationFamily AssumeRoleWithWebIdentityOperations() { return kOperations; }

}  // namespace mockaws
