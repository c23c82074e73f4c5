// ApiError: an answer of AWS that refuses; code, HTTP status and wording stand in one place each.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "policy_engine/result.h"

namespace mockaws {

struct ApiError {
  int status = 400;
  std::string code;     // as on the wire: NoSuchEntity, not NoSuchEntityException
  std::string message;  // empty: the element is left out
  bool sender = true;   // Type Sender, else Receiver
  // Root element's namespace when it isn't the service's own (unknown operations); else empty.
  std::string xml_namespace = {};
  // What the decision record adds for people (a policy's fault with line and column); never on the
  // wire.
  std::string detail = {};
};

template <typename T>
using ApiResult = policy_engine::Result<T, ApiError>;

// Factories, one for each code; `message` is AWS's whole sentence.
ApiError ValidationError(std::string message);                // 400
ApiError InvalidInput(std::string message);                   // 400
ApiError InvalidParameterValue(std::string message);          // 400
ApiError MalformedInput(std::string message);                 // 400
ApiError MalformedPolicyDocument(std::string message);        // 400
ApiError MalformedQueryString(std::string message);           // 400
ApiError PackedPolicyTooLarge(std::string message);           // 400
ApiError InvalidContextAssertion(std::string message);        // 400
ApiError InsufficientSessionLifetime(std::string message);    // 400
ApiError InvalidAuthorizationMessage(std::string message);    // 400
ApiError InvalidIdentityToken(std::string message);           // 400
ApiError ExpiredTokenException(std::string message);          // 400, of identity providers' tokens
ApiError IdpCommunicationError(std::string message);          // 400
ApiError JwtPayloadSizeExceeded(std::string message);         // 400
ApiError SessionDurationEscalation(std::string message);      // 403
ApiError OutboundWebIdentityFederationDisabled();             // 403
ApiError FeatureDisabled(std::string message);                // 404
ApiError FeatureEnabled(std::string message);                 // 409
ApiError InternalFailure(std::string message);                // 500
ApiError PolicyNotAttachable(std::string message);            // 400
ApiError UnmodifiableEntity(std::string message);             // 400
ApiError PasswordPolicyViolation(std::string message);        // 400
ApiError InvalidUserType(std::string message);                // 400
ApiError UnrecognizedPublicKeyEncoding(std::string message);  // 400
ApiError InvalidPublicKey(std::string message);               // 400
ApiError DuplicateSshPublicKey(std::string message);          // 400
ApiError MalformedCertificate(std::string message);           // 400
ApiError KeyPairMismatch(std::string message);                // 400
ApiError AccessDenied(std::string message);                   // 403
ApiError InvalidAuthenticationCode();                         // 403
ApiError ExpiredToken();                                      // 403
ApiError InvalidClientTokenId();                              // 403
ApiError NoSuchEntity(std::string message);                   // 404
ApiError EntityAlreadyExists(std::string message);            // 409
ApiError DeleteConflict(std::string message);                 // 409
ApiError DuplicateCertificate(std::string message);           // 409
ApiError CredentialReportNotPresent();                        // 410
ApiError CredentialReportExpired();                           // 410
ApiError CredentialReportInProgress();                        // 404
// `Cannot exceed quota for NAME: N`, 409.
ApiError LimitExceeded(std::string_view quota, int64_t limit);
ApiError LimitExceededText(std::string message);
// 501, a code of our own: the operation is AWS's but iamsim doesn't have it (yet).
ApiError NotImplemented(std::string_view operation);

}  // namespace mockaws
