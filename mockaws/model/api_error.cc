#include "mockaws/model/api_error.h"

namespace mockaws {
namespace {

ApiError Refusal(int status, std::string code, std::string message) {
  return ApiError{status, std::move(code), std::move(message)};
}

}  // namespace

ApiError ValidationError(std::string message) {
  return Refusal(400, "ValidationError", std::move(message));
}
ApiError InvalidInput(std::string message) {
  return Refusal(400, "InvalidInput", std::move(message));
}
ApiError InvalidParameterValue(std::string message) {
  return Refusal(400, "InvalidParameterValue", std::move(message));
}
ApiError MalformedInput(std::string message) {
  return Refusal(400, "MalformedInput", std::move(message));
}
ApiError MalformedPolicyDocument(std::string message) {
  return Refusal(400, "MalformedPolicyDocument", std::move(message));
}
ApiError MalformedQueryString(std::string message) {
  return Refusal(400, "MalformedQueryString", std::move(message));
}
ApiError PackedPolicyTooLarge(std::string message) {
  return Refusal(400, "PackedPolicyTooLarge", std::move(message));
}
ApiError PolicyNotAttachable(std::string message) {
  return Refusal(400, "PolicyNotAttachable", std::move(message));
}
ApiError UnmodifiableEntity(std::string message) {
  return Refusal(400, "UnmodifiableEntity", std::move(message));
}
ApiError PasswordPolicyViolation(std::string message) {
  return Refusal(400, "PasswordPolicyViolation", std::move(message));
}
ApiError InvalidUserType(std::string message) {
  return Refusal(400, "InvalidUserType", std::move(message));
}
ApiError UnrecognizedPublicKeyEncoding(std::string message) {
  return Refusal(400, "UnrecognizedPublicKeyEncoding", std::move(message));
}
ApiError InvalidPublicKey(std::string message) {
  return Refusal(400, "InvalidPublicKey", std::move(message));
}
ApiError DuplicateSshPublicKey(std::string message) {
  return Refusal(400, "DuplicateSSHPublicKey", std::move(message));
}
ApiError MalformedCertificate(std::string message) {
  return Refusal(400, "MalformedCertificate", std::move(message));
}
ApiError KeyPairMismatch(std::string message) {
  return Refusal(400, "KeyPairMismatch", std::move(message));
}
ApiError DuplicateCertificate(std::string message) {
  return Refusal(409, "DuplicateCertificate", std::move(message));
}
ApiError CredentialReportNotPresent() { return Refusal(410, "ReportNotPresent", "Unknown"); }
ApiError CredentialReportExpired() { return Refusal(410, "ReportExpired", "Unknown"); }
ApiError CredentialReportInProgress() { return Refusal(404, "ReportInProgress", "Unknown"); }
ApiError InvalidContextAssertion(std::string message) {
  return Refusal(400, "InvalidContextAssertion", std::move(message));
}
ApiError InsufficientSessionLifetime(std::string message) {
  return Refusal(400, "InsufficientSessionLifetime", std::move(message));
}
ApiError InvalidAuthorizationMessage(std::string message) {
  return Refusal(400, "InvalidAuthorizationMessageException", std::move(message));
}
ApiError InvalidIdentityToken(std::string message) {
  return Refusal(400, "InvalidIdentityToken", std::move(message));
}
ApiError ExpiredTokenException(std::string message) {
  return Refusal(400, "ExpiredTokenException", std::move(message));
}
ApiError IdpCommunicationError(std::string message) {
  return Refusal(400, "IDPCommunicationError", std::move(message));
}
ApiError JwtPayloadSizeExceeded(std::string message) {
  return Refusal(400, "JWTPayloadSizeExceededException", std::move(message));
}
ApiError SessionDurationEscalation(std::string message) {
  return Refusal(403, "SessionDurationEscalationException", std::move(message));
}
ApiError OutboundWebIdentityFederationDisabled() {
  return Refusal(403, "OutboundWebIdentityFederationDisabledException",
                 "OutboundWebIdentityFederation is disabled.");
}
ApiError FeatureDisabled(std::string message) {
  return Refusal(404, "FeatureDisabled", std::move(message));
}
ApiError FeatureEnabled(std::string message) {
  return Refusal(409, "FeatureEnabled", std::move(message));
}
ApiError InternalFailure(std::string message) {
  ApiError error = Refusal(500, "InternalFailure", std::move(message));
  error.sender = false;
  return error;
}
ApiError AccessDenied(std::string message) {
  return Refusal(403, "AccessDenied", std::move(message));
}
ApiError InvalidAuthenticationCode() {
  return Refusal(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
}
ApiError ExpiredToken() {
  return Refusal(403, "ExpiredToken", "The security token included in the request is expired");
}
ApiError InvalidClientTokenId() {
  return Refusal(403, "InvalidClientTokenId",
                 "The security token included in the request is invalid.");
}
ApiError NoSuchEntity(std::string message) {
  return Refusal(404, "NoSuchEntity", std::move(message));
}
ApiError EntityAlreadyExists(std::string message) {
  return Refusal(409, "EntityAlreadyExists", std::move(message));
}
ApiError DeleteConflict(std::string message) {
  return Refusal(409, "DeleteConflict", std::move(message));
}
ApiError LimitExceededText(std::string message) {
  return Refusal(409, "LimitExceeded", std::move(message));
}
ApiError LimitExceeded(std::string_view quota, int64_t limit) {
  return LimitExceededText("Cannot exceed quota for " + std::string(quota) + ": " +
                           std::to_string(limit));
}

ApiError NotImplemented(std::string_view operation) {
  ApiError error = Refusal(501, "NotImplemented",
                           "iamsim does not implement " + std::string(operation) +
                               ". docs/fidelity.md lists what it implements.");
  error.sender = false;
  return error;
}

}  // namespace mockaws
