// The request context: which condition keys a call carries, from the principal, the session and
// the request ("AWS global condition context keys").
#pragma once

#include "mockaws/operation/operation.h"
#include "policy_engine/request.h"

namespace mockaws {

// Who asks, as the engine wants it.
policy_engine::Principal EnginePrincipal(const Caller& caller);

// aws:PrincipalType's value: Account, User, AssumedRole, FederatedUser, Anonymous.
std::string_view PrincipalTypeText(Caller::Kind kind);

// The aws: keys that the principal, its session and the transport bring.
policy_engine::RequestContext PrincipalContext(const Caller& caller, const RequestInfo& request,
                                               Instant now);

// Adds what one check of one operation brings: tags of the request and of the resource, the
// resource's account, the operation's own keys.
void AddCheckContext(const OpContext& context, const AuthorizationCheck& check,
                     policy_engine::RequestContext* keys);

// aws:RequestTag/K for each tag and aws:TagKeys.
void AddRequestTags(const Tags& tags, policy_engine::RequestContext* keys);
// PREFIX/K for each tag, for example "aws:ResourceTag".
void AddTags(std::string_view prefix, const Tags& tags, policy_engine::RequestContext* keys);

// The principal tags in force: the user's or role's, overridden by the session's.
Tags PrincipalTags(const Caller& caller);

}  // namespace mockaws
